/**
 * Opens an issue per item, and adds replies as comments. GitHub takes no idempotency key, so each
 * carries the id in a hidden mark, and is looked for before it is written.
 */
import type { SinkConfig } from '../domain/site.ts';
import type { Message, Sink } from './sink.ts';

type GithubConfig = Extract<SinkConfig, { kind: 'github' }>;

type Issue = { number: number; html_url: string; body?: string | null };

/** An hour of leeway for clocks that differ. */
const leewayMs = 60 * 60 * 1000;
const pageSize = 100;
const mostPages = 20;

export const createGithubSink = (config: GithubConfig, token: string): Sink => {
  const [owner = '', repo = ''] = config.repository.split('/');
  const client = lazily(async () => {
    const { Octokit } = await import('octokit');
    return new Octokit({
      auth: token,
      ...(config.apiUrl && { baseUrl: config.apiUrl.replace(/\/+$/, '') }),
      // The outbox tries again, with longer waits than these would.
      retry: { enabled: false },
      throttle: { enabled: false },
      log: silent,
    });
  });

  const findIssue = async (
    id: string,
    since: number,
    signal: AbortSignal,
  ): Promise<Issue | undefined> => {
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await (await client()).request('GET /repos/{owner}/{repo}/issues', {
        owner,
        repo,
        state: 'all',
        since: new Date(since - leewayMs).toISOString(),
        per_page: pageSize,
        page,
        request: { signal },
      });
      const found = data.find(({ body }) => body?.includes(mark(id)));
      if (found || data.length < pageSize) return found;
    }
    return undefined;
  };

  const openIssue = async (message: Message, signal: AbortSignal): Promise<Issue> => {
    const { data } = await (await client()).request('POST /repos/{owner}/{repo}/issues', {
      owner,
      repo,
      title: message.title,
      body: bodyOf(message),
      ...(config.labels && { labels: config.labels }),
      request: { signal },
    });
    return data;
  };

  const comment = async (message: Message, issue: number, signal: AbortSignal): Promise<string> => {
    const place = { owner, repo, issue_number: issue, request: { signal } };
    const { data } = await (await client()).request(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { ...place, since: new Date(message.createdAt - leewayMs).toISOString(), per_page: pageSize },
    );
    const there = data.find(({ body }) => body?.includes(mark(message.id)));
    if (there) return there.html_url;
    const created = await (await client()).request(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { ...place, body: bodyOf(message) },
    );
    return created.data.html_url;
  };

  return {
    id: config.id,
    items: config.items,
    secrets: [token],
    deliver: async (message, signal) => {
      if (message.event === 'created') {
        const issue =
          (await findIssue(message.id, message.createdAt, signal)) ??
          (await openIssue(message, signal));
        return { reference: issue.html_url };
      }
      const issue = /\/issues\/(\d+)$/.exec(message.itemReference ?? '')?.[1];
      if (!issue) throw new Error('The issue that this belongs to has not been opened yet.');
      return { reference: await comment(message, Number(issue), signal) };
    },
  };
};

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Octokit is large; a server that never opens an issue never loads it. */
const lazily = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const mark = (id: string): string => `<!-- intake:${id} -->`;

const bodyOf = ({ id, facts, text }: Message): string =>
  [
    ...facts.map(([label, value]) => `**${label}:** ${inline(value)}`),
    ...(text === null ? [] : ['', fenced(text)]),
    '',
    mark(id),
  ].join('\n');

/** Code shows as it is written: no mention, link, image or mark-up of a stranger takes effect. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
};

const inline = (text: string): string => {
  if (text.includes('\n')) return `\n${fenced(text)}`;
  return `\`${text.replaceAll('`', "'")}\``;
};
