/** What the gateway makes of an upstream's status. */

/** Another upstream may well answer what this one could not. */
export const mayPassElsewhere = (status: number): boolean =>
  status === 408 || status === 429 || status >= 500;

/**
 * Why a status is no answer to pass on; undefined for one that is. A 401 is about the operator's own
 * credential, and its text can hold part of that; a 402 is about what the operator has there, and would
 * send callers to their own balance.
 */
export const unusable = (status: number): string | undefined => {
  if (status === 401)
    return "The upstream did not accept the gateway's own credential. Nothing was charged.";
  if (status === 402)
    return "The upstream wants to be paid by the gateway's operator first. Nothing was charged.";
  return status < 200 || (status >= 300 && status < 400)
    ? 'The upstream sent the gateway elsewhere. Nothing was charged.'
    : undefined;
};
