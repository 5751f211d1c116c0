/** Makes the upstreams that `site.config.ts` lists. */
import { fileURLToPath } from 'node:url';
import type { Clock } from '../domain/clock.ts';
import type { ContentTokens } from '../domain/content-tokens.ts';
import type { UpstreamConfig } from '../domain/site.ts';
import { createHttpUpstream } from './http.ts';
import { createPassages } from './sandbox/passages.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import type { Upstream } from './upstream.ts';

export type UpstreamOptions = {
  clock: Clock;
  /** For the samples in the passages that `sandbox/docs` answers with. */
  tokens: ContentTokens;
  /** Milliseconds per word of the sandbox. */
  pace?: number;
};

type Environment = Record<string, string | undefined>;

const content = fileURLToPath(new URL('../../content/', import.meta.url));

/** By id. Credentials are read from the variables that the configuration names. */
export const createUpstreams = (
  configs: readonly UpstreamConfig[],
  environment: Environment,
  { clock, tokens, pace }: UpstreamOptions,
): Map<string, Upstream> => {
  const findPassage = createPassages({ content, tokens });
  return new Map(
    configs.map((config) => [
      config.id,
      config.kind === 'sandbox'
        ? createSandbox({ id: config.id, clock, pace, findPassage })
        : createHttpUpstream(
            config,
            config.credentialEnv ? environment[config.credentialEnv] : undefined,
          ),
    ]),
  );
};
