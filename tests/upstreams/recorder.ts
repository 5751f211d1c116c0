/** A sink that writes down what an upstream does, and a way to wait for it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Protocol } from '../../src/domain/protocol.ts';
import type {
  Upstream,
  UpstreamCall,
  UpstreamError,
  UpstreamRequest,
  UpstreamSink,
} from '../../src/upstreams/upstream.ts';

export type Recording = {
  call: UpstreamCall;
  /** Everything in the order in which it came. */
  events: string[];
  status: number | undefined;
  headers: IncomingHttpHeaders;
  chunks: Buffer[];
  text(): string;
  error: UpstreamError | undefined;
  /** Resolves at `end` or `fail`. */
  over: Promise<void>;
};

export type RecordOptions = {
  protocol?: Protocol;
  path?: string;
  headers?: UpstreamRequest['headers'];
  /** Called with each chunk; its answer is the sink's. */
  chunk?: (bytes: Buffer, recording: Recording) => boolean;
};

export const record = (
  upstream: Upstream,
  body: object,
  options: RecordOptions = {},
): Recording => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const recording: Recording = {
    call: { abort: () => {}, resume: () => {} },
    events: [],
    status: undefined,
    headers: {},
    chunks: [],
    text: () => Buffer.concat(recording.chunks).toString(),
    error: undefined,
    over: promise,
  };
  const sink: UpstreamSink = {
    head: (status, headers) => {
      recording.events.push('head');
      recording.status = status;
      recording.headers = headers;
    },
    chunk: (bytes) => {
      recording.events.push('chunk');
      recording.chunks.push(bytes);
      return options.chunk?.(bytes, recording) ?? true;
    },
    end: () => {
      recording.events.push('end');
      resolve();
    },
    fail: (error) => {
      recording.events.push(`fail ${error.failure}`);
      recording.error = error;
      resolve();
    },
  };
  recording.call = upstream.send(
    {
      requestId: 'req_01KAVTM5R8Z3W6Q4X9E2D7C1BN',
      protocol: options.protocol ?? 'openai-chat',
      path: options.path ?? '/chat/completions',
      headers: options.headers ?? {},
      body: Buffer.from(JSON.stringify(body)),
      model: 'model' in body ? String(body.model) : '',
    },
    sink,
  );
  return recording;
};
