/** What `/api` answers to the islands. Amounts are nanodollars, rates picodollars per token. */
import type { ErrorCode } from './api-error.ts';
import type { OutcomeRule } from './outcome.ts';
import type { Protocol } from './protocol.ts';
import type { Rates } from './rates.ts';
import type { RequestLogRow } from './request-log.ts';
import type { Modality } from './site.ts';

export type Capabilities = {
  gateway: {
    /** `embedded`: this site's own gateway. `remote`: GATEWAY_URL, reached through `/v1`. */
    kind: 'embedded' | 'remote';
    /** Origin to show in snippets: where the same gateway is reached from outside the browser. */
    origin: string;
    version: string;
  };
  protocols: Protocol[];
  /** What the gateway can do; an island that needs a missing one says so and links to the console. */
  features: {
    sandbox: boolean;
    requestLog: boolean;
    explanation: boolean;
    console: boolean;
    keyTest: boolean;
    reconcile: boolean;
    accounts: boolean;
    feedback: boolean;
    tickets: boolean;
    securityReports: boolean;
    integrationRequests: boolean;
  };
  console: string;
  site: { name: string; support: string };
};

/** `201` of `POST /api/sandbox`. The secret is shown this once. */
export type SandboxAccount = {
  account: { id: string; balance: number };
  key: { id: string; label: string; secret: string };
};

export type LiveModel = {
  id: string;
  name: string;
  description: string;
  kind: 'chat' | 'embedding';
  protocols: Protocol[];
  contextWindow: number | null;
  maxOutput: number | null;
  modality: { input: Modality[]; output: Modality[] };
  caching: boolean;
  /** List rates, before the multiplier; null when the gateway tells no prices. */
  rates: Rates | null;
  /** The group's multiplier that applies to the caller. */
  multiplier: string | null;
  /** Rates × multiplier, rounded half up to a picodollar per token. */
  price: Rates | null;
  /** An announced change of list rates or multiplier (M4). */
  coming: { effectiveAt: string; rates: Rates; multiplier: string; price: Rates } | null;
  /** Set for the sandbox's test models: what each one does. */
  testModel: boolean;
};

export type LiveModels = {
  object: 'list';
  group: { id: string; description: string } | null;
  /** When this was read from the gateway. */
  asOf: string;
  data: LiveModel[];
};

export type Explanation = {
  request: RequestLogRow;
  /** Row of the outcome table that applied; null while the request still runs. */
  rule: OutcomeRule | null;
  charged: boolean;
  /** What happened and why it cost what it did, in sentences. */
  summary: string;
  /** What to do next, if anything. */
  advice: string | null;
};

/** Errors of `/api`. */
export type ApiError = {
  error: { code: ErrorCode; message: string; fix: string; field?: string; docs?: string };
};
