/**
 * The gateway asks upstreams for plain bytes. One that compresses all the same is decoded on the way, so
 * that the answer can be metered; it is decoded as the client reads, and never held whole.
 */
import type { Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createInflate,
  createInflateRaw,
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

/** By coding; each makes the decoder for an answer that begins with these bytes. */
const decoders: Record<string, (first: Buffer) => Transform> = {
  gzip: () => createUnzip(),
  'x-gzip': () => createUnzip(),
  // Some servers send it without zlib's header: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2
  deflate: ([first = 0]) => ((first & 0x0f) === zlibMethod ? createInflate() : createInflateRaw()),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};
const zlibMethod = 8;

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
  let length = 0;
  let decoder: Transform | undefined;
  const begin = (first: Buffer): Transform => {
    const begun = create(first);
    begun.on('data', (bytes: Buffer) => {
      length += bytes.length;
      if (length > decodedLimit) {
        begun.destroy();
        plain.fail(new UpstreamError('too_large', 'The upstream sent more than is taken from it.'));
      } else if (!plain.chunk(bytes)) begun.pause();
    });
    begun.on('end', () => plain.end());
    begun.on('error', (cause) =>
      plain.fail(
        new UpstreamError('disconnected', 'The upstream sent a broken coding.', { cause }),
      ),
    );
    begun.on('drain', resumeUpstream);
    return begun;
  };
  return {
    chunk: (bytes) => {
      decoder ??= begin(bytes);
      return decoder.write(bytes);
    },
    // Nothing at all is no broken coding: an answer without a body may name one.
    end: () => (decoder ? void decoder.end() : plain.end()),
    resume: () => void decoder?.resume(),
    destroy: () => void decoder?.destroy(),
  };
};
