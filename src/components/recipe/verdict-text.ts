/** What a page says about having been run, as a sentence in inline Markdown. */
import { formatDollars } from '../../domain/money.ts';
import { protocols } from '../../domain/protocol.ts';
import type { CaseId, CaseResult, SetupResult, Verdict } from '../../domain/verified.ts';
import type { PageRecipe, PageSetup } from './page-recipe.ts';

export type Standing = { state: Verdict['state'] | 'not-run'; markdown: string };

export const standing = (recipe: PageRecipe, setup: PageSetup): Standing => {
  if (setup.notRun !== undefined)
    return { state: 'not-run', markdown: `Not run here: ${lowerFirst(setup.notRun)}` };
  const { verdict } = setup;
  if (verdict.state === 'never') return { state: 'never', markdown: 'Not run yet.' };
  const { result } = verdict;
  return {
    state: verdict.state,
    markdown: sentences[verdict.state](setup, ranWith(recipe, result), result),
  };
};

const ranWith = ({ app }: PageRecipe, { version, date }: SetupResult): string =>
  `with ${app} ${version} on ${shownDay(date)}`;

type Sentence = (setup: PageSetup, ranWith: string, result: SetupResult) => string;

const sentences: Record<Exclude<Verdict['state'], 'never'>, Sentence> = {
  verified: (setup, ran) =>
    `Run ${ran}. The call came over ${protocols[setup.protocol].label}${setup.run?.stream ? ', streamed' : ''}, with token counts, and was charged.${onlyForTheRun(setup)}`,
  outdated: (_, ran) => `Run ${ran}, which is a while ago. The app may have changed since.`,
  failed: (_, ran, { cases }) =>
    `Last run ${ran}, and it failed: ${cases.flatMap(({ faults }) => faults)[0] ?? 'no case was run'}`,
  changed: (_, __, { date }) =>
    `This set-up has changed since it was run on ${shownDay(date)}, and has not been run again yet.`,
};

/** Variables that the reader does not need: no updates, fewer retries. */
const onlyForTheRun = ({ run }: PageSetup): string =>
  run?.env
    ? ` Set for the run alone: ${run.env.map(({ name, value }) => `\`${name}=${value}\``).join(', ')}.`
    : '';

/** `2026-11-24` becomes `24 Nov 2026`. */
export const shownDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

const lowerFirst = (text: string): string =>
  /^[A-Z](?=[a-z]* )/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** What the failures of the verification are called on pages. */
export const caseTitles: Record<CaseId, string> = {
  works: 'A request that works',
  'wrong-key': 'A wrong key',
  'unknown-model': 'A model that does not exist',
  overloaded: 'The upstream is overloaded',
  cut: 'The answer breaks off midway',
};

/** How often the app asked, what that cost, and when it gave up. */
export const failureText = ({ id, exit, seconds, calls }: CaseResult): string => {
  const times = calls.length === 1 ? 'once' : `${calls.length} times`;
  const charged = calls.reduce((sum, call) => sum + call.charged, 0);
  const cost = charged === 0 ? 'Nothing was charged' : `$${formatDollars(charged)} was charged`;
  const end =
    exit === null
      ? `It was still trying after ${Math.round(seconds)} seconds, when it was ended.`
      : `It gave up after ${seconds < 1 ? 'less than a second' : `${seconds} s`}${exit === 0 ? ', without an error as its exit status' : ''}.`;
  return id === 'wrong-key'
    ? `The gateway refused it; a key that it doesn’t know leaves no row in your log. ${end}`
    : `It asked ${times}. ${cost}. ${end}`;
};

/** What the app showed. The gateway's errors link to the docs, which were these when it was recorded. */
export const shownText = ({ shown }: CaseResult, docs: string): string =>
  shown.replaceAll(recordedDocs, docs);

const recordedDocs = 'https://docs.tokenbay.com';
