/** Which model a set-up is shown with. */
import type { LiveModel } from '../../domain/playground-api.ts';
import type { Protocol } from '../../domain/protocol.ts';

export type ModelChoice = {
  /** The reader's own choice, if there is one. */
  own: string | null;
  /** What the gateway serves the caller now; undefined while that is not known. */
  live: readonly LiveModel[] | undefined;
  protocol: Protocol;
  /** Id that the page shows to everybody. */
  example: string;
};

/** Models that can be called over the protocol. A sandbox key's list holds the test models alone. */
export const modelsFor = (
  live: readonly LiveModel[] | undefined,
  protocol: Protocol,
): LiveModel[] =>
  (live ?? []).filter(({ kind, protocols }) => kind === 'chat' && protocols.includes(protocol));

/** An id that the caller can call over the protocol, as far as that is known; the page's own if it is one. */
export const chosenModel = ({ own, live, protocol, example }: ModelChoice): string => {
  const callable = modelsFor(live, protocol);
  const speaksAnother =
    live?.some(({ id }) => id === own) && !callable.some(({ id }) => id === own);
  if (own !== null && !speaksAnother) return own;
  const [first] = callable;
  return !first || callable.some(({ id }) => id === example) ? example : first.id;
};
