/** Why a submission was not taken. The message and the fix are for the sender; neither repeats what was sent. */

export type IntakeFault =
  | 'invalid'
  | 'not_found'
  | 'raw_log'
  | 'redaction_failed'
  | 'proof_of_work'
  | 'key_reused'
  | 'rate_limited'
  | 'not_possible'
  | 'full';

export class IntakeError extends Error {
  override name = 'IntakeError';
  readonly fault: IntakeFault;
  readonly fix: string;
  readonly field?: string;
  readonly docs?: string;
  /** Seconds after which a rate-limited sender may try again. */
  readonly retryAfter?: number;
  constructor(
    fault: IntakeFault,
    message: string,
    fix: string,
    extra: { field?: string; docs?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: extra.cause });
    this.fault = fault;
    this.fix = fix;
    this.field = extra.field;
    this.docs = extra.docs;
    this.retryAfter = extra.retryAfter;
  }
}
