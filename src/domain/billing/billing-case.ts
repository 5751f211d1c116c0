/**
 * Whether a failed request was charged, without its log row: from a pasted error, a status and a few
 * answers. The outcomes that are still possible are worked out here; what each of them charges comes
 * from the same table that the gateway settles by (B1, B2).
 */
import { gatewayErrors } from '../errors.ts';
import { type ChargeBasis, type Outcome, type OutcomeRule, outcomes } from '../outcome.ts';
import type { ProtocolFamily } from '../protocol.ts';
import { type PastedError, readPastedError } from './pasted-error.ts';

export type BillingCase = {
  /** Error text as pasted; empty if there is none. */
  error: string;
  /** HTTP status that the client received; null if none arrived or it is not known. */
  status: number | null;
  family: ProtocolFamily | null;
  streamed: boolean | null;
  /** Whether anything of the answer had been shown before it broke. */
  shown: boolean | null;
  /** Who broke off; `nobody` when the answer was finished. */
  brokeOff: 'client' | 'upstream' | 'nobody' | null;
};

/** What would decide a case that is still open. */
export type BillingQuestion = 'streamed' | 'shown' | 'brokeOff' | 'status';

export type BillingVerdict = {
  charged: 'yes' | 'no' | 'depends' | 'unknown';
  /** The outcomes that are still possible, the likeliest first; one when the case is decided. */
  rules: OutcomeRule[];
  /** What is charged, line by line; empty when nothing is. */
  lines: string[];
  reason: string;
  advice: string | null;
  /** Answers that would decide an open case. */
  ask: BillingQuestion[];
  pasted: PastedError;
};

export const judge = (billingCase: BillingCase): BillingVerdict => {
  const pasted = readPastedError(billingCase.error);
  const { possible, reason, ask, nothingCame } = possibleOutcomes(billingCase, pasted);
  const shown = nothingCame ? false : billingCase.shown;
  const rules = possible.map((outcome) => outcomes[outcome]);
  const emitted = shown !== false || possible.includes('completed');
  return {
    charged: chargedBy(rules, shown),
    rules,
    lines: emitted ? linesOf[onlyBasis(rules)] : [],
    reason,
    advice: adviceFor(possible, pasted, billingCase),
    ask,
    pasted,
  };
};

type Possible = {
  possible: Outcome[];
  reason: string;
  ask: BillingQuestion[];
  /** No part of an answer can have reached the client. */
  nothingCame?: true;
};

const decided = (outcome: Outcome, reason: string): Possible => ({
  possible: [outcome],
  reason,
  ask: [],
});

const possibleOutcomes = (given: BillingCase, pasted: PastedError): Possible => {
  const status = given.status ?? pasted.status ?? ownStatus(pasted);
  if (given.brokeOff === 'nobody' && (status === null || status < 400))
    return decided(
      'completed',
      'The answer was finished, so the request is charged, whatever it says.',
    );
  if (given.shown === true || (pasted.inStream && given.shown !== false))
    return brokenStream(given, pasted);
  if (given.brokeOff === 'client' || pasted.clientGaveUp)
    return given.shown === false || given.streamed === false
      ? {
          ...decided(
            'client_disconnected',
            'Your client went away before anything of the answer had reached it.',
          ),
          nothingCame: true,
        }
      : {
          possible: ['client_disconnected'],
          reason:
            'Your client went away. What it was charged depends on whether the answer had begun.',
          ask: ['shown'],
        };
  if (status !== null && status >= 400) return answeredWith(status, pasted);
  if (pasted.author !== null && pasted.author !== 'client' && status === null)
    return errorWithoutStatus(given);
  if (given.brokeOff === 'upstream' && given.shown === false)
    return decided('upstream_error', 'The upstream failed before the first token reached you.');
  if (status !== null && given.brokeOff === null && given.streamed === false)
    return decided('completed', 'A whole answer with a status below 400 is a finished one.');
  return {
    possible: status === null ? [] : ['completed', 'upstream_disconnected', 'client_disconnected'],
    reason: 'This does not tell how the request ended.',
    ask: openQuestions(given, status),
  };
};

const brokenStream = ({ brokeOff }: BillingCase, pasted: PastedError): Possible => {
  if (brokeOff === 'client' || pasted.clientGaveUp)
    return decided(
      'client_disconnected',
      'Your client went away after part of the answer had reached it.',
    );
  if (brokeOff === 'upstream' || pasted.inStream)
    return decided(
      'upstream_disconnected',
      'The upstream broke off after part of the answer had reached you.',
    );
  return {
    possible: ['client_disconnected', 'upstream_disconnected'],
    reason:
      'The stream broke off after part of the answer had reached you. Who broke off makes no difference to the charge.',
    ask: ['brokeOff'],
  };
};

/** An error status came instead of an answer: nothing is charged, whoever wrote it. */
const answeredWith = (status: number, pasted: PastedError): Possible => {
  if (pasted.author === 'proxy')
    return {
      possible: ['rejected', 'client_disconnected'],
      reason: `A proxy between you and the gateway wrote this page (status ${status}). If the gateway was reached at all, no token had been sent to you.`,
      ask: [],
      nothingCame: true,
    };
  if (pasted.author === 'this_gateway')
    return isUpstreamFailure(status)
      ? decided(
          'upstream_error',
          'The gateway wrote this error because the upstream failed before it had answered.',
        )
      : decided(
          'rejected',
          `The gateway itself turned the request down with status ${status}, before any upstream saw it.`,
        );
  if (pasted.author !== null && pasted.author !== 'openai_compatible')
    return decided(
      'upstream_error',
      `The upstream wrote this error (its shape is ${authorNames[pasted.author]}); the gateway passed it on.`,
    );
  return {
    possible: ['upstream_error', 'rejected'],
    reason: `An error with status ${status} came instead of an answer. The text doesn't tell whether the gateway or the upstream wrote it, and it makes no difference: neither is charged.`,
    ask: [],
  };
};

/** The gateway's own errors are told by their code, or by Anthropic's type; other statuses aren't guessed. */
const ownStatus = ({ author, code, type }: PastedError): number | null =>
  author === 'this_gateway'
    ? (Object.values(gatewayErrors).find(({ openai, anthropic }) =>
        code === null ? anthropic.type === type : openai.code === code,
      )?.status ?? null)
    : null;

/** An SDK prints an error that ended a stream as it prints one that came instead of an answer. */
const errorWithoutStatus = ({ shown, streamed }: BillingCase): Possible =>
  shown === false || streamed === false
    ? {
        possible: ['upstream_error', 'rejected'],
        reason: 'An error came instead of an answer. Whoever wrote it, nothing is charged.',
        ask: [],
      }
    : {
        possible: ['upstream_error', 'rejected', 'upstream_disconnected'],
        reason:
          'If this error came instead of an answer, nothing is charged. If it ended a stream, what had been shown is.',
        ask: ['shown'],
      };

const isUpstreamFailure = (status: number): boolean =>
  status === gatewayErrors.upstream_unreachable.status ||
  status === gatewayErrors.upstream_timeout.status;

const authorNames: Record<NonNullable<PastedError['author']>, string> = {
  this_gateway: "this gateway's",
  openai: "OpenAI's",
  anthropic: "Anthropic's",
  google: "Google's",
  azure: "Azure's",
  openrouter: "OpenRouter's",
  litellm: "LiteLLM's",
  one_api: "One API's or New API's",
  ollama: "Ollama's",
  openai_compatible: 'OpenAI-compatible',
  proxy: "a proxy's",
  client: "your client's own",
};

const openQuestions = (given: BillingCase, status: number | null): BillingQuestion[] => {
  const ask: BillingQuestion[] = [];
  if (status === null) ask.push('status');
  if (given.streamed === null) ask.push('streamed');
  if (given.shown === null) ask.push('shown');
  if (given.brokeOff === null) ask.push('brokeOff');
  return ask;
};

const chargedBy = (rules: OutcomeRule[], shown: boolean | null): BillingVerdict['charged'] => {
  if (rules.length === 0) return 'unknown';
  const verdicts = new Set(rules.map((rule) => chargedUnder(rule, shown)));
  const [only] = verdicts;
  return verdicts.size === 1 && only ? only : 'depends';
};

const chargedUnder = (
  { outcome, basis }: OutcomeRule,
  shown: boolean | null,
): BillingVerdict['charged'] => {
  if (basis === 'nothing') return 'no';
  if (outcome === 'completed') return 'yes';
  if (shown === null) return 'depends';
  return shown ? 'yes' : 'no';
};

/** What all of the rules charge by; nothing where they differ. */
const onlyBasis = ([first, ...others]: OutcomeRule[]): ChargeBasis =>
  first && others.every(({ basis }) => basis === first.basis) ? first.basis : 'nothing';

const linesOf: Record<ChargeBasis, string[]> = {
  reported: [
    'input tokens × input rate × multiplier',
    'cached tokens × cache rates × multiplier, if the prompt cache was used',
    'output tokens × output rate × multiplier, thinking included',
  ],
  emitted: [
    'prompt tokens × input (or cache) rate × multiplier',
    'tokens already sent to you × output rate × multiplier; nothing that came after the break',
  ],
  nothing: [],
};

const adviceFor = (
  possible: Outcome[],
  pasted: PastedError,
  { status }: BillingCase,
): string | null => {
  const code = status ?? pasted.status;
  if (possible.includes('rejected') || possible.includes('upstream_error')) {
    const known = Object.entries(gatewayErrors).find(
      ([name, facts]) => facts.openai.code === pasted.code || name === pasted.code,
    );
    if (known) return known[1].fix;
    if (code === 429 || code === 529) return 'Wait and send it again, longer after each failure.';
    return code !== null && code >= 500 ? 'Send it again in a moment.' : null;
  }
  if (possible.includes('client_disconnected'))
    return 'If nobody pressed Stop, raise the time-out of your client, or stream the answer.';
  return possible.includes('upstream_disconnected')
    ? 'Send it again. A retry is a request of its own.'
    : null;
};
