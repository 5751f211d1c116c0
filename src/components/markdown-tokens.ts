/** Replaces the tokens of content in code blocks and inline code while a page is rendered. */
import { defineMdastPlugin, type MdastPluginDefinition } from 'satteri';
import { type ContentTokens, replaceTokens } from '../domain/content-tokens.ts';

export const markdownTokens = (tokens: ContentTokens): MdastPluginDefinition =>
  defineMdastPlugin({
    name: 'content-tokens',
    code(node, context) {
      const value = replaceTokens(node.value, tokens);
      if (value !== node.value) context.setProperty(node, 'value', value);
    },
    inlineCode(node, context) {
      const value = replaceTokens(node.value, tokens);
      if (value !== node.value) context.setProperty(node, 'value', value);
    },
  });
