/** The set-ups of a page's recipe for the islands that fill in a reader's own values. */
import { type BundledLanguage, codeToTokensBase, createCssVariablesTheme } from 'shiki';
import { type RenderedSetup, renderSetup, systems } from '../../domain/recipe-render.ts';
import {
  type Sample,
  type SamplePiece,
  sampleValues,
} from '../../islands/configuration/samples.ts';
import { type ConfiguredSetup, variable } from '../../islands/configuration/setup-view.ts';
import type { PageRecipe, PageSetup } from './page-recipe.ts';
import { languages } from './recipe-blocks.ts';
import { standing } from './verdict-text.ts';

export const configuredSetups = async (recipe: PageRecipe): Promise<ConfiguredSetup[]> =>
  Promise.all(
    recipe.setups.map(async (setup) => ({
      setup: rendered(setup),
      standing: standing(recipe, setup),
      model: setup.values.model,
      samples: await samplesOf(setup),
    })),
  );

/** Only what they need for the first request. */
export const requestSetups = async (recipe: PageRecipe): Promise<ConfiguredSetup[]> =>
  (await configuredSetups(recipe)).map(({ setup: { commands, ...setup }, ...rest }) => {
    const { name, protocol, baseUrl } = setup;
    const request = commands?.filter(({ step }) => step === 'request') ?? [];
    return { ...rest, setup: { name, protocol, baseUrl, commands: request } };
  });

/** Whether a reader's system makes a difference to any of the set-ups. */
export const dependsOnSystem = ({ setups }: PageRecipe): boolean =>
  setups.some(
    (setup) =>
      new Set(inAllSystems(setup).map(({ shell, ...each }) => JSON.stringify(each))).size > 1,
  );

const rendered = ({ run, notRun, verdict, values, ...setup }: PageSetup) => setup;

const inAllSystems = (setup: PageSetup): RenderedSetup[] =>
  systems.map((system) => renderSetup(setup, { ...sampleValues, key: variable, system }));

/** Every piece of code once, however many systems share it. */
const samplesOf = async (setup: PageSetup): Promise<Sample[]> => {
  const languageOf = new Map<string, string>();
  for (const { shell, env, files, commands } of inAllSystems(setup)) {
    const shellLanguage = shell === 'sh' ? 'bash' : 'powershell';
    for (const code of [env, ...commands.map(({ text }) => text)])
      languageOf.set(code, shellLanguage);
    for (const { format, text } of files) languageOf.set(text, languages[format]);
  }
  return Promise.all([...languageOf].map(([code, language]) => colour(code, language)));
};

const theme = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--code-' });

const colour = async (code: string, language: string): Promise<Sample> => {
  const lines = await codeToTokensBase(code, { lang: language as BundledLanguage, theme });
  return lines.map((line) =>
    joined(
      line.map(({ content, color }): SamplePiece => {
        const name = /^var\(--code-(.+)\)$/.exec(color ?? '')?.[1];
        return name && name !== 'foreground' ? [content, name] : [content];
      }),
    ),
  );
};

/** Neighbours of the same colour become one piece. */
const joined = (pieces: SamplePiece[]): SamplePiece[] =>
  pieces.reduce<SamplePiece[]>((line, piece) => {
    const last = line.at(-1);
    if (last && last[1] === piece[1]) last[0] += piece[0];
    else line.push([...piece]);
    return line;
  }, []);
