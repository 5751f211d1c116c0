import { describe, expect, it } from 'vitest';
import { picodollars } from '../../src/islands/charge/amounts.ts';

describe('a line of a charge', () => {
  it('is set out in dollars to the last digit', () => {
    expect(picodollars('13000000')).toBe('$0.000013');
    expect(picodollars('12500.5')).toBe('$0.0000000125005');
    expect(picodollars('2000000000000')).toBe('$2');
    expect(picodollars('0')).toBe('$0');
  });
});
