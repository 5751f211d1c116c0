/**
 * The key doctor: checks in the order in which a request can fail, each as it finishes. What it asks the
 * gateway comes in as a probe, so that the rules stay free of I/O.
 */

import type { Protocol, ProtocolFamily } from '../protocol.ts';
import { isObject, list, member, text } from '../protocols/json-value.ts';
import { isFromGateway, noGateway, refusedKey } from './accepted-check.ts';
import { balanceCheck, limited, rateLimitCheck, scopeCheck } from './account-checks.ts';
import { checkBaseUrl, type KnownHosts } from './base-url-check.ts';
import { type Check, type CheckId, fail, pass, skip } from './check.ts';
import { checkConnection } from './connection-check.ts';
import { modelCheck, speaks } from './model-check.ts';
import { NoAnswer, type Probe, type ProbeAnswer } from './probe.ts';
import { checkShape } from './shape-check.ts';

export type DoctorInput = {
  key: string;
  /** Model id as the tool has it. */
  model: string | null;
  /** Base URL as the tool has it, and which protocol the tool speaks. */
  baseUrl: string | null;
  family: ProtocolFamily;
  /** What the tool says. */
  symptom: string;
};

/** Yields every check once, in order; after the first failure that decides, the rest are skipped with the reason. */
export async function* runDoctor(
  input: DoctorInput,
  hosts: KnownHosts,
  probe: Probe,
): AsyncGenerator<Check> {
  yield checkConnection(input.symptom);
  const shape = checkShape(input.key);
  yield shape;
  yield input.baseUrl === null || input.baseUrl.trim() === ''
    ? skip('base_url', 'No base URL was given.')
    : checkBaseUrl(input.baseUrl, input.family, hosts);
  if (shape.state === 'fail') {
    yield* skipAll(afterShape, 'Nothing was sent: this takes a key that can be right.');
    return;
  }

  const answer = await probe.key().catch(noAnswer);
  if (answer === undefined || isDown(answer)) {
    yield fail(
      'reachable',
      answer === undefined
        ? 'The gateway does not answer.'
        : `The gateway is down or restarting (status ${answer.status}).`,
      'Nothing is wrong with the key. Try again in a moment; the status page shows known outages.',
      '/status/',
    );
    yield* skipAll(afterReachable, 'The gateway could not be reached.');
    return;
  }
  yield pass('reachable', 'It answered.');
  yield* checksOfKey(input, answer, probe);
}

async function* checksOfKey(
  input: DoctorInput,
  answer: ProbeAnswer,
  probe: Probe,
): AsyncGenerator<Check> {
  const listed = await probe.models().catch(noAnswer);
  const answers = listed ? [answer, listed] : [answer];
  if (answers.some(({ status }) => status === 401)) {
    yield* refusedKey(await probe.standing());
    yield* skipAll(afterStatus, 'The key is not accepted.');
    return;
  }
  if (!answers.some(isFromGateway)) {
    yield noGateway(answers);
    yield* skipAll(['status', ...afterStatus], 'No gateway was found.');
    return;
  }
  yield pass('accepted', 'The gateway knows the key.');
  const info = answer.status === 200 ? answer.body : undefined;
  yield text(member(info, 'status')) === ''
    ? skip('status', 'This gateway does not tell.')
    : pass('status', 'Active.');
  yield scopeCheck(info, listed);
  const balance = balanceCheck(info);
  yield balance;
  yield rateLimitCheck(info, answer);
  yield* modelChecks(input, listed, balance, probe);
}

async function* modelChecks(
  input: DoctorInput,
  listed: ProbeAnswer | undefined,
  balance: Check,
  probe: Probe,
): AsyncGenerator<Check> {
  const models = list(member(listed?.body, 'data')).filter(isObject);
  const ids = models.map((each) => text(each.id));
  const model = input.model?.trim() || ids[0];
  const check = modelCheck(input.model || null, models, input.family, probe.served());
  yield check;
  for (const [id, protocol] of roundTrips) {
    if (model === undefined) yield skip(id, 'There is no model to try.');
    else if (check.state === 'fail' && !ids.includes(model))
      yield skip(id, 'The model id is not right.');
    else if (balance.state === 'fail') yield skip(id, 'The balance is used up.');
    else if (!speaks(models, model, protocol))
      yield skip(id, `${model} is not served over this protocol.`);
    else yield await roundTripCheck(id, protocol, model, probe);
  }
}

const roundTrips: [CheckId, Protocol][] = [
  ['round_trip_openai', 'openai-chat'],
  ['round_trip_anthropic', 'anthropic-messages'],
];

const afterStatus: CheckId[] = [
  'scope',
  'balance',
  'rate_limit',
  'model',
  'round_trip_openai',
  'round_trip_anthropic',
];
const afterReachable: CheckId[] = ['accepted', 'status', ...afterStatus];
const afterShape: CheckId[] = ['reachable', ...afterReachable];

const skipAll = function* (ids: readonly CheckId[], why: string): Generator<Check> {
  for (const id of ids) yield skip(id, why);
};

const noAnswer = (error: unknown): undefined => {
  if (error instanceof NoAnswer) return undefined;
  throw error;
};

const isDown = ({ status }: ProbeAnswer): boolean => status >= 500;

const roundTripCheck = async (
  id: CheckId,
  protocol: Protocol,
  model: string,
  probe: Probe,
): Promise<Check> => {
  const answer = await probe.roundTrip(protocol, model).catch(noAnswer);
  if (answer === undefined)
    return fail(
      id,
      'No answer came.',
      'Try again; if it stays, look at the status page.',
      '/status/',
    );
  if (answer.status === 200)
    return pass(
      id,
      `${model} answered.`,
      answer.firstTokenMs === null ? {} : { firstTokenMs: answer.firstTokenMs },
    );
  if (answer.status === 429) return { ...limited(answer.retryAfter), id };
  if (answer.status === 402)
    return fail(
      id,
      'The balance does not cover even one token of this model.',
      'Take a cheaper model, or get more credit.',
      '/pricing/#get-more-credit',
    );
  const pages = [400, 401, 404, 413, 500, 502, 503, 504, 529];
  return fail(
    id,
    `${model} answered with status ${answer.status}.`,
    answer.status >= 500
      ? 'The upstream has a problem; nothing was charged. Try again, or take another model.'
      : 'See what this status means.',
    pages.includes(answer.status) ? `/troubleshooting/#${answer.status}` : '/troubleshooting/',
  );
};
