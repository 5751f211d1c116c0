/** The request as a curl command for bash, zsh and other POSIX shells. */
import { protocols } from '../protocol.ts';
import type { Snippet, SnippetKey, SnippetSource } from '../snippets.ts';
import { anthropicVersion } from './anthropic-version.ts';
import { shellQuoted, visible } from './literals.ts';

export const curlSnippet = ({ protocol, origin, key, text, stream }: SnippetSource): Snippet => {
  const { family, path } = protocols[protocol];
  const headers =
    family === 'anthropic'
      ? [keyHeader('x-api-key: ', key), `"anthropic-version: ${anthropicVersion}"`]
      : [keyHeader('Authorization: Bearer ', key)];
  const lines = [
    // -N: each event is printed as it arrives.
    `curl -sS ${stream ? '-N ' : ''}--fail-with-body ${shellWord(origin + path)}`,
    ...[...headers, '"Content-Type: application/json"'].map((header) => `-H ${header}`),
    // Unlike -d, --data-raw never takes a text that begins with @ for a file name.
    `--data-raw ${shellQuoted(visible(text))}`,
  ];
  return {
    id: 'curl',
    label: 'curl',
    language: 'bash',
    install: null,
    code: lines.join(' \\\n  '),
  };
};

const keyHeader = (name: string, key: SnippetKey): string =>
  'secret' in key ? shellQuoted(`${name}${key.secret}`) : `"${name}$${key.variable}"`;

const shellWord = (text: string): string => (/^[\w.:/-]+$/.test(text) ? text : shellQuoted(text));
