/** What the gateway makes of an upstream's status, and of the code of its error. */

/**
 * Another upstream may well answer what this one could not: it is busy or broken, or the operator's account
 * there has no access to the model (403), or no such model (404). The last one's answer is passed on, since a
 * 403 can be about what the request says, and tell the caller so.
 */
export const mayPassElsewhere = (status: number): boolean =>
  [403, 404, 408, 429].includes(status) || status >= 500;

const unpaid =
  "The upstream wants to be paid by the gateway's operator first. Nothing was charged.";

/**
 * Why a status is no answer to pass on; undefined for one that is. A 401 is about the operator's own
 * credential, and its text can hold part of that; a 402 is about what the operator has there, and would
 * send callers to their own balance.
 */
export const unusable = (status: number): string | undefined => {
  if (status === 401)
    return "The upstream did not accept the gateway's own credential. Nothing was charged.";
  if (status === 402) return unpaid;
  return status < 200 || (status >= 300 && status < 400)
    ? 'The upstream sent the gateway elsewhere. Nothing was charged.'
    : undefined;
};

/** As `unusable`, by the code of the error: OpenAI and Moonshot tell with a 429 that credit is used up. */
export const unusableCode = (code: string | null): string | undefined =>
  code !== null && aboutPayment.has(code) ? unpaid : undefined;

/**
 * https://developers.openai.com/api/docs/guides/error-codes, https://platform.claude.com/docs/en/api/errors,
 * https://forum.moonshot.ai/t/429-insufficient-balance/244
 */
const aboutPayment = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'billing_error',
  'exceeded_current_quota_error',
]);
