/**
 * Colours code with Shiki, in the same CSS variables as the blocks of the pages. Engine and grammars are
 * loaded when the first code is shown, and never before.
 */
export type CodeToken = { content: string; color: string | undefined };

const languages = {
  bash: () => import('shiki/langs/bash.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
};
type Language = keyof typeof languages;

const aliases: Record<string, Language> = {
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  js: 'typescript',
  javascript: 'typescript',
  ts: 'typescript',
  py: 'python',
};

/** Longer code stays plain: colouring it would hold up the page. */
const longest = 60_000;

/** Lines of coloured pieces; undefined when the language is none of ours, or the code is very long. */
export const highlight = async (
  code: string,
  language: string,
): Promise<CodeToken[][] | undefined> => {
  const name = languageOf(language);
  if (!name || code.length > longest) return undefined;
  const shiki = await highlighter();
  await shiki.loadLanguage(languages[name]());
  const lines = shiki.codeToTokensBase(code, { lang: name, theme: 'tokens' });
  return lines.map((line) => line.map(({ content, color }) => ({ content, color })));
};

const languageOf = (name: string): Language | undefined => {
  const lower = name.toLowerCase();
  if (Object.hasOwn(languages, lower)) return lower as Language;
  return Object.hasOwn(aliases, lower) ? aliases[lower] : undefined;
};

const create = async () => {
  const [core, engine] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
  ]);
  return core.createHighlighterCore({
    themes: [core.createCssVariablesTheme({ name: 'tokens', variablePrefix: '--code-' })],
    engine: engine.createJavaScriptRegexEngine({ forgiving: true }),
  });
};

let created: ReturnType<typeof create> | undefined;
const highlighter = (): ReturnType<typeof create> => {
  created ??= create();
  return created;
};
