/** What `/api` answers to the islands. Amounts are nanodollars, rates picodollars per token. */
import type { ErrorCode } from './api-error.ts';
import type { OutcomeRule } from './outcome.ts';
import type { Protocol } from './protocol.ts';
import type { Rates } from './rates.ts';
import type { RequestLogRow } from './request-log.ts';
import type { Modality } from './site.ts';
import type { Usage } from './usage.ts';

export type Capabilities = {
  gateway: {
    /** `embedded`: this site's own gateway. `remote`: GATEWAY_URL, reached through `/v1`. */
    kind: 'embedded' | 'remote';
    /** Origin to show in snippets: where the same gateway is reached from outside the browser. */
    origin: string;
    version: string;
    /** False while it does not answer: then its features are not known, and stand as false. */
    reachable: boolean;
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
    /** The operator set up signing in with GitHub. */
    githubSignIn: boolean;
    /** This site can send mail to whoever forgot their password. */
    passwordMail: boolean;
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

/** `GET /api/status`: the nodes as the server of this site sees them, from where it stands. */
export type Status = {
  asOf: string;
  /** When this server started to look; uptime counts from then, a day at most. */
  since: string;
  nodes: NodeStatus[];
  /** The operator's own status page, if there is one. */
  page: string | null;
};

export type NodeStatus = {
  id: string;
  name: string;
  region: string;
  url: string;
  /** `unknown` before the first probe; `unreachable` from here, which need not be true elsewhere. */
  state: 'up' | 'unreachable' | 'unknown';
  stateSince: string | null;
  /** The last hour, newest first. */
  probes: { at: string; up: boolean; ms: number | null; status: number | null }[];
  /** Counts of probes since `since`; null before the first. */
  uptime: { probes: number; up: number } | null;
};

/** `GET /api/console/account`. */
export type ConsoleAccount = {
  /** Whose session it is; without e-mail address while anonymous. Operators see the inbox. */
  user: {
    id: string;
    name: string;
    email: string | null;
    anonymous: boolean;
    operator: boolean;
  };
  /** The account that console requests act on, unless they name another one. */
  account: AccountSummary;
  /** All accounts of the user, that one first. */
  accounts: AccountSummary[];
};

/** `GET /api/console/session`: the same for a visitor who may have no session or no account yet. */
export type ConsoleSession = {
  user: ConsoleAccount['user'] | null;
  account: AccountSummary | null;
  accounts: AccountSummary[];
};

export type AccountSummary = {
  id: string;
  /** `sandbox` holds play money and calls test models only. */
  kind: 'sandbox' | 'standard';
  balance: number;
  /** Part of the balance that running requests hold. */
  reserved: number;
  createdAt: string;
};

export type ConsoleKey = {
  id: string;
  label: string;
  /** The secret as far as it may be shown: prefix and last four characters. */
  masked: string;
  status: 'active' | 'disabled';
  group: string;
  createdAt: string;
  resetAt: string | null;
  usage: { requests: number; tokens: Usage; charged: number };
};

/** Answer to creating or resetting a key; the secret is shown this once. */
export type ConsoleKeySecret = { key: ConsoleKey; secret: string };

/** `day` is a date in UTC. */
export type UsageDay = { day: string; requests: number; tokens: Usage; charged: number };

/** `GET /api/console/keys/{id}/usage`: every day of the time asked for, also those without a request. */
export type ConsoleKeyUsage = { key: ConsoleKey; days: UsageDay[] };

/** What keys of the group may call, at which multiplier, how often (K4). */
export type ConsoleGroup = {
  id: string;
  description: string;
  scope: string[];
  multiplier: string;
  comingMultiplier: { multiplier: string; effectiveAt: string } | null;
  limits: { key: number | null; account: number | null };
};

/** Errors of `/api`. */
export type ApiError = {
  error: { code: ErrorCode; message: string; fix: string; field?: string; docs?: string };
};
