import { describe, expect, test } from 'vitest';
import {
  guessMapping,
  hasNoZone,
  isFault,
  parseAmount,
  parseTime,
  readRow,
} from '../../../src/domain/reconcile/columns.ts';

describe('columns of usage exports are guessed', () => {
  test.each([
    [
      'OpenRouter-like',
      {
        id: 'gen-1',
        created_at: '2026-11-02T09:00:00Z',
        model: 'a/b',
        tokens_prompt: '12',
        tokens_completion: '3',
        usage: '0.1',
        cost: '0.00012',
      },
      {
        at: 'created_at',
        model: 'model',
        cost: 'cost',
        requestId: 'id',
        input: 'tokens_prompt',
        output: 'tokens_completion',
      },
    ],
    [
      'Anthropic-like',
      {
        usage_date_utc: '2026-11-02',
        model_version: 'claude',
        usage_input_tokens_no_cache: '5',
        usage_input_tokens_cache_read: '7',
        usage_output_tokens: '9',
      },
      {
        at: 'usage_date_utc',
        model: 'model_version',
        input: 'usage_input_tokens_no_cache',
        cacheRead: 'usage_input_tokens_cache_read',
        output: 'usage_output_tokens',
      },
    ],
    [
      'editor log',
      {
        Date: '2026-11-02 09:00',
        Model: 'gpt-5',
        'Input Tokens': '1,200',
        'Output Tokens': '34',
        'Cache Read': '0',
        'Cost ($)': '$0.02',
      },
      {
        at: 'Date',
        model: 'Model',
        input: 'Input Tokens',
        output: 'Output Tokens',
        cacheRead: 'Cache Read',
        cost: 'Cost ($)',
      },
    ],
  ])('%s', (_name, row, expected) => {
    expect(guessMapping(Object.keys(row), [row])).toEqual(expected);
  });

  test('a row without a time says which column is at fault and repeats no value', () => {
    const row = readRow({ when: 'yesterday-ish' }, 7, {
      mapping: { at: 'when' },
      costUnit: 'dollars',
    });
    expect(isFault(row) && row).toEqual({
      line: 7,
      message: 'The column "when" holds no date and time.',
    });
  });

  test.each([
    ['0.0123', 12_300_000],
    ['$1,234.50', 1_234_500_000_000],
    ['1.2e-5', 12_000],
    ['0.0000000019', 1],
    ['-0.5', -500_000_000],
    ['.5', 500_000_000],
    ['five', undefined],
    ['0,0123', undefined],
    ['0,012', undefined],
    ['1,2345', undefined],
    ['', undefined],
  ])('the amount %s is read without floats', (written, nanodollars) => {
    expect(parseAmount(written, 'dollars')).toBe(nanodollars);
  });

  test.each([
    ['2026-11-02T09:00:00Z', 1_793_610_000_000],
    ['2026-11-02 09:00:00', 1_793_610_000_000],
    ['2026-11-02T10:00:00+01:00', 1_793_610_000_000],
    ['1793610000', 1_793_610_000_000],
    ['1793610000000', 1_793_610_000_000],
    ['soon', undefined],
  ])('the time %s is read', (written, at) => {
    expect(parseTime(written)).toBe(at);
  });

  test('times that name no zone may be local ones', () => {
    expect(hasNoZone('2026-11-02 09:00:00')).toBe(true);
    expect(hasNoZone('2026-11-02T09:00:00Z')).toBe(false);
    expect(hasNoZone('2026-11-02T09:00:00+02:00')).toBe(false);
  });
});
