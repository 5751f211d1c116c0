/** The sinks of `site.config.ts`, with their credentials from the environment. */
import type { Clock } from '../domain/clock.ts';
import { credentialEnvOf, type SiteConfig } from '../domain/site.ts';
import type { Sink } from './sink.ts';
import { createEmailSink } from './sink-email.ts';
import { createGithubSink } from './sink-github.ts';
import { createWebhookSink } from './sink-webhook.ts';

export type Environment = Record<string, string | undefined>;

export const createSinks = (site: SiteConfig, environment: Environment, clock: Clock): Sink[] =>
  (site.sinks ?? []).map((config) => {
    const credential = environment[credentialEnvOf(config)];
    if (!credential)
      throw new Error(`${credentialEnvOf(config)} must be set: the sink "${config.id}" needs it.`);
    if (config.kind === 'github') return createGithubSink(config, credential);
    if (config.kind === 'email') return createEmailSink(config, credential, site.hosts.docs);
    return createWebhookSink(config, credential, clock);
  });
