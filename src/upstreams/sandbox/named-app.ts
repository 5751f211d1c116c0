/** Which app a question is about, and what it asks of it. */
import { terms } from './terms.ts';

/** An app's name that is also an ordinary word counts only as it is written, unless nothing is in capitals. */
const ordinaryWords = new Set(['Continue']);

/** The longest name that stands in the question, as words of their own. */
export const namedApp = (question: string, apps: string[]): string | undefined =>
  apps.filter((app) => names(question, app)).toSorted((a, b) => b.length - a.length)[0];

const names = (question: string, title: string): boolean => {
  const app = title.replace(/ CLI$/, '');
  const lower = question.toLowerCase();
  const exact = ordinaryWords.has(app) && question !== lower;
  const at = exact ? question.indexOf(app) : lower.indexOf(app.toLowerCase());
  return at !== -1 && !/\w/.test(`${question[at - 1] ?? ''}${question[at + app.length] ?? ''}`);
};

/** Words of somebody who wants to get an app going. */
const setupWords = new Set(
  terms(
    'set up setup use using config settings start connect base url endpoint base_url api key gateway',
  ),
);

/** What is asked beside the name; nothing when it is how to set the app up. */
export const askedOfApp = (question: string, app: string): string[] => {
  const own = new Set(terms(app));
  const asked = terms(question).filter((term) => !own.has(term));
  return asked.every((term) => setupWords.has(term)) ? [] : asked;
};
