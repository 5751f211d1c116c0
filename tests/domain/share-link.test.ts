import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeKey } from '../../src/domain/key.ts';
import { decodeShare, encodeShare, removedKey } from '../../src/domain/share-link.ts';

describe('share link', () => {
  it('carries any request there and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const shared = { protocol: 'openai-chat', body } as const;
        expect(decodeShare(`#${encodeShare(shared)}`)).toEqual(shared);
      }),
    );
  });

  it('never carries a key, wherever in the body it was pasted', () => {
    const key = encodeKey(new Uint8Array(32).fill(7));
    const body = `{"model":"m","messages":[{"content":"my key is ${key}, and ${key}${key}"}]}`;
    const read = decodeShare(encodeShare({ protocol: 'openai-chat', body }));
    expect(read?.body).not.toContain(key.slice(3, 20));
    expect(read?.body.split(removedKey)).toHaveLength(4);
  });

  it('answers undefined for a damaged or foreign hash', () => {
    for (const hash of ['', '#', '#top', '#r=', '#r=%%%', '#r=AAAA', '#r=eyJwIjoibm9uZSJ9'])
      expect(decodeShare(hash)).toBeUndefined();
  });
});
