/**
 * Who searches for "invalid api key" wants the section 401. A heading that is the status of an error is followed by
 * the names of its errors, for the search alone.
 */
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

/** Codes as people type them: `invalid_api_key` becomes `invalid api key`. */
const wordsOf = (status: string): string[] => [
  ...new Set(
    Object.values(gatewayErrors)
      .filter((error) => String(error.status) === status)
      .map(({ openai }) => openai.code.replaceAll('_', ' ')),
  ),
];
