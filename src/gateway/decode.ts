/**
 * The gateway asks upstreams for plain bytes. One that compresses all the same is decoded on the way, so
 * that the answer can be metered; it is decoded as the client reads, and never held whole.
 */
import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createInflate,
  createUnzip,
  createZstdDecompress,
} from 'node:zlib';
import { UpstreamError, type UpstreamSink } from '../upstreams/upstream.ts';

/** A sink whose upstream can be made to pause and go on. */
export type DecodingSink = {
  chunk(bytes: Buffer): boolean;
  end(): void;
  /** The client reads again. */
  resume(): void;
  destroy(): void;
};

const decoders: Record<string, () => Transform> = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** A small answer can unpack to any size; no real one is larger than this. */
const decodedLimit = 256 * 1024 * 1024;

/** Undefined when the bytes are plain. Throws UpstreamError for a coding that is not known. */
export const decodingSink = (
  coding: string,
  plain: Pick<UpstreamSink, 'chunk' | 'end' | 'fail'>,
  resumeUpstream: () => void,
): DecodingSink | undefined => {
  if (coding === '' || coding === 'identity') return undefined;
  const create = decoders[coding.trim().toLowerCase()];
  if (!create) throw new UpstreamError('disconnected', 'The upstream used an unknown coding.');
  const decoder = create();
  let length = 0;
  let begun = false;
  decoder.on('data', (bytes: Buffer) => {
    length += bytes.length;
    if (length > decodedLimit) {
      decoder.destroy();
      plain.fail(new UpstreamError('too_large', 'The upstream sent more than is taken from it.'));
    } else if (!plain.chunk(bytes)) decoder.pause();
  });
  decoder.on('end', () => plain.end());
  decoder.on('error', (cause) =>
    plain.fail(new UpstreamError('disconnected', 'The upstream sent a broken coding.', { cause })),
  );
  decoder.on('drain', resumeUpstream);
  return {
    chunk: (bytes) => {
      begun = true;
      return decoder.write(bytes);
    },
    // Nothing at all is no broken coding: an answer without a body may name one.
    end: () => (begun ? void decoder.end() : plain.end()),
    resume: () => void decoder.resume(),
    destroy: () => void decoder.destroy(),
  };
};
