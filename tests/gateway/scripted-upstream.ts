/** An upstream in this process that does what the test says, event by event. */
import { type Protocol, protocols } from '../../src/domain/protocol.ts';
import type { Upstream, UpstreamRequest, UpstreamSink } from '../../src/upstreams/upstream.ts';

export type ScriptedCall = {
  request: UpstreamRequest;
  sink: UpstreamSink;
  /** True once the gateway has ended the call. */
  aborted: boolean;
  /** Resolves when the gateway ends the call. */
  gone: Promise<void>;
  resumed(): void;
  /** Resolves when the gateway asks for more after a chunk that it could not pass on. */
  nextResume(): Promise<void>;
};

export type ScriptedUpstream = Upstream & {
  calls: ScriptedCall[];
  /** What to do with the calls from now on. */
  script: (call: ScriptedCall) => void | Promise<void>;
};

export const scriptedUpstream = (
  id: string,
  script: ScriptedUpstream['script'] = () => undefined,
  spoken: readonly Protocol[] = Object.keys(protocols) as Protocol[],
): ScriptedUpstream => {
  const upstream: ScriptedUpstream = {
    id,
    protocols: spoken,
    calls: [],
    script,
    send: (request, sink) => {
      const gone = Promise.withResolvers<void>();
      let resumes = Promise.withResolvers<void>();
      const call: ScriptedCall = {
        request,
        sink: {
          head: (...head) => call.aborted || sink.head(...head),
          chunk: (bytes) => call.aborted || sink.chunk(bytes),
          end: () => call.aborted || sink.end(),
          fail: (error) => call.aborted || sink.fail(error),
        },
        aborted: false,
        gone: gone.promise,
        resumed: () => {
          resumes.resolve();
          resumes = Promise.withResolvers<void>();
        },
        nextResume: () => resumes.promise,
      };
      upstream.calls.push(call);
      setImmediate(() => void upstream.script(call));
      return {
        abort: () => {
          call.aborted = true;
          gone.resolve();
        },
        resume: () => call.resumed(),
      };
    },
    close: async () => undefined,
  };
  return upstream;
};

export const sse = { 'content-type': 'text/event-stream; charset=utf-8' };
export const json = { 'content-type': 'application/json' };
