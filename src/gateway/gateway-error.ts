import { type ErrorDetail, type GatewayErrorCase, gatewayErrors } from '../domain/errors.ts';

/** The gateway turns a request down; the answer follows from `domain/errors.ts`. */
export class GatewayError extends Error {
  override name = 'GatewayError';
  readonly errorCase: GatewayErrorCase;
  readonly detail: ErrorDetail;
  /** Sent with the answer. */
  readonly headers: Record<string, string | number>;

  constructor(
    errorCase: GatewayErrorCase,
    detail: ErrorDetail = {},
    headers: Record<string, string | number> = {},
  ) {
    super(detail.message ?? gatewayErrors[errorCase].message);
    this.errorCase = errorCase;
    this.detail = detail;
    this.headers = headers;
  }

  get status(): number {
    return gatewayErrors[this.errorCase].status;
  }
}
