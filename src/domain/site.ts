/** What an operator sets in `site.config.ts`: brand, hosts, nodes, upstreams, groups and sinks. */
import type { IntakeKind } from './intake.ts';
import type { Protocol } from './protocol.ts';

export type SiteConfig = {
  brand: {
    /** Name of the product that the docs describe. */
    name: string;
    /** One sentence, used on the home page and in search results. */
    tagline: string;
    /** Hue of the one accent colour, in degrees of OKLCH. */
    accentHue: number;
  };
  hosts: {
    /** Where this site is published; canonical links and the sitemap use it. */
    docs: string;
    /** Origin of the gateway that the docs tell readers to use. */
    api: string;
    /** Origin of the operator's console, for what this site cannot do itself. */
    console: string;
    /** Operator's status page, if there is one. */
    status?: string;
  };
  /** Source repository: "Edit this page" and the changelog link there. */
  repository: string;
  contact: {
    support: string;
    security: string;
  };
  /** Sends readers who forgot their password a link to set a new one; without it, they are told to write to `contact.support`. */
  accountMail?: AccountMailConfig;
  /** Model ids that code samples in the docs use, by protocol. */
  exampleModels: { openai: string; anthropic: string };
  /** Places the gateway can be reached at, shown on the status and network pages. */
  nodes: Node[];
  upstreams: UpstreamConfig[];
  models: ModelConfig[];
  groups: GroupConfig[];
  sandbox: {
    /** Credit of a visitor's sandbox account, in nanodollars. */
    credit: number;
    /** Group of sandbox keys. */
    group: string;
  };
  /** E-mail addresses of the accounts that see the inbox; the address must be verified. */
  operators?: string[];
  security?: {
    /** age recipient (`age1…`) that security reports are encrypted to; without one the form is off. */
    recipient?: string;
  };
  /** Where new items go; without any they wait in the inbox. */
  sinks?: SinkConfig[];
  /** Most that items may take up in the store, in megabytes; 500 when absent. */
  intakeMegabytes?: number;
};

export type AccountMailConfig = {
  from: string;
  /** The variable holds a URL such as `smtps://user:password@smtp.example.com`. */
  smtpUrlEnv: string;
};

export type Node = { id: string; name: string; region: string; url: string };

export type UpstreamConfig =
  | { kind: 'sandbox'; id: string }
  | {
      kind: 'http';
      id: string;
      protocols: Protocol[];
      /** Base URL without the endpoint's path: `https://api.openai.com/v1`, `https://api.anthropic.com/v1`. */
      baseUrl: string;
      /** Name of the environment variable that holds the credential; its value never enters the configuration. */
      credentialEnv?: string;
      /** Header that carries the credential. */
      credentialHeader?: 'authorization' | 'x-api-key';
      timeouts?: { connectMs?: number; firstByteMs?: number; idleMs?: number };
      connections?: number;
      /** Largest response that is taken from this upstream, in bytes. */
      responseLimit?: number;
    };

/** Credentials are named by environment variable; their values never enter the configuration. */
export type SinkConfig =
  | {
      kind: 'github';
      id: string;
      /** Public places get neither tickets nor security reports. */
      items: Exclude<IntakeKind, 'ticket' | 'security_report'>[];
      /** `owner/name` */
      repository: string;
      tokenEnv: string;
      labels?: string[];
      /** GitHub Enterprise: `https://github.example.com/api/v3`. */
      apiUrl?: string;
    }
  | {
      kind: 'email';
      id: string;
      items: IntakeKind[];
      to: string;
      from: string;
      /** The variable holds a URL such as `smtps://user:password@smtp.example.com`. */
      smtpUrlEnv: string;
    }
  | {
      kind: 'webhook';
      id: string;
      items: IntakeKind[];
      url: string;
      /** The variable holds a Standard Webhooks secret: `whsec_` and 24 bytes or more in base64. */
      secretEnv: string;
    };

/** Name of the variable that holds a sink's credential. */
export const credentialEnvOf = (sink: SinkConfig): string => {
  if (sink.kind === 'github') return sink.tokenEnv;
  return sink.kind === 'email' ? sink.smtpUrlEnv : sink.secretEnv;
};

export type ModelConfig = {
  id: string;
  /** Upstreams in order of preference; the next is tried only before the first byte of an answer. */
  upstreams: { id: string; model?: string }[];
  /** Overrides of what the catalogue says. */
  name?: string;
  contextWindow?: number;
  maxOutput?: number;
  modality?: { input: Modality[]; output: Modality[] };
  caching?: boolean;
  kind?: 'chat' | 'embedding';
  description?: string;
  /** Rates with the moment they take effect, one at least in force; stored once, and never rewritten. Absent: list price of the catalogue. */
  rates?: RateConfig[];
};

export type Modality = 'text' | 'image' | 'audio' | 'pdf' | 'video';

/** Prices as US dollars per million tokens, written as decimal strings so that no float is involved. */
export type RateConfig = {
  effectiveAt: string;
  input: string;
  output: string;
  cacheRead?: string;
  cacheWrite5m?: string;
  cacheWrite1h?: string;
};

export type GroupConfig = {
  id: string;
  description: string;
  /** Model id patterns: exact ids, or a prefix that ends with `*`. */
  scope: string[];
  /** One at least is in force; stored once, and never rewritten. */
  multipliers: { effectiveAt: string; multiplier: string }[];
  /** Requests per minute, per key and per account. */
  limits?: { key?: number; account?: number };
};

export const defineSite = (config: SiteConfig): SiteConfig => config;
