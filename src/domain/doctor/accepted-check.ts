/** Whether the gateway knows the key: only an answer that a gateway gives after it has looked at the key shows that. */
import { isObject, member, text } from '../protocols/json-value.ts';
import { type Check, fail, pass, skip } from './check.ts';
import type { ProbeAnswer } from './probe.ts';

/** Statuses of refusals that come after the key was accepted: balance, scope, rate limit. */
const afterTheKey = [402, 403, 429];

/** An answer to `GET /v1/key` or `GET /v1/models`. A page or an error of something else at that address shows nothing. */
export const isFromGateway = ({ status, body }: ProbeAnswer): boolean =>
  status === 200
    ? Array.isArray(member(body, 'data')) || isObject(member(body, 'group'))
    : afterTheKey.includes(status) && text(member(member(body, 'error'), 'message')) !== '';

export const noGateway = (answers: readonly ProbeAnswer[]): Check =>
  fail(
    'accepted',
    `What answers there is no gateway: neither GET /v1/key nor GET /v1/models was answered as a gateway does (status ${[...new Set(answers.map(({ status }) => status))].join(' and ')}). So nothing is known about the key.`,
    'Tell the operator of this site: GATEWAY_URL has to be the base URL of the gateway, without /v1.',
    '/status/',
  );

/** Anybody's refused key looks the same from outside; a key of the asker's own account can be told. */
export const refusedKey = function* (standing: 'disabled' | 'reset' | null): Generator<Check> {
  yield standing === null
    ? fail(
        'accepted',
        'The shape is right, but the gateway refuses it: it was disabled, reset, or never issued here. From outside the three look alike.',
        'Look it up in the console, which shows the key by its last four characters.',
        '/troubleshooting/#401',
      )
    : pass('accepted', 'It was issued here, to your account.');
  yield standing === null
    ? skip('status', 'Only the console of its account can tell.')
    : standing === 'disabled'
      ? fail(
          'status',
          'The key is disabled.',
          'Enable it in the console.',
          '/keys/#disable-and-reset',
        )
      : fail(
          'status',
          'The key was reset, so this secret is dead for good.',
          'Use the secret that was shown at the reset, or reset it once more.',
          '/keys/#disable-and-reset',
        );
};
