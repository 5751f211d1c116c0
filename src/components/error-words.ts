/**
 * Who searches for "invalid api key" or "too many requests" wants the section of that status. A heading that is the
 * status of an error is followed by its names, for the search alone.
 */
import { STATUS_CODES } from 'node:http';
import { defineHastPlugin, type HastPluginDefinition } from 'satteri';
import { gatewayErrors } from '../domain/errors.ts';
import { searchWeight } from './search-weight.ts';

export const errorWords = (): HastPluginDefinition =>
  defineHastPlugin({
    name: 'error-words',
    element: {
      filter: ['h3'],
      visit(heading, context) {
        const words = wordsOf(context.textContent(heading));
        if (words.length === 0) return;
        context.insertAfter(heading, {
          type: 'element',
          tagName: 'p',
          properties: { hidden: true, dataPagefindWeight: searchWeight },
          children: [{ type: 'text', value: words.join(', ') }],
        });
      },
    },
  });

/** What HTTP calls the status, and the errors that have it. Of `invalid_api_key` the index has the single words, too. */
const wordsOf = (status: string): string[] => {
  const names = Object.values(gatewayErrors)
    .filter((error) => String(error.status) === status)
    .flatMap(({ openai, anthropic }) => [openai.code, anthropic.type]);
  const phrase = STATUS_CODES[status];
  return [...new Set([...(phrase ? [phrase] : []), ...names])];
};
