/**
 * What people send in: feedback about a page, requests for integration pages, tickets and security
 * reports. The shapes that islands, `/api`, the store and the operator's inbox share.
 */

export type IntakeKind = 'feedback' | 'integration_request' | 'ticket' | 'security_report';

/** Statuses of each kind, the first being that of a new item. */
export const intakeStatuses = {
  feedback: ['open', 'resolved', 'dismissed'],
  integration_request: ['asked', 'planned', 'written', 'declined'],
  ticket: ['open', 'answered', 'closed'],
  security_report: ['received', 'confirmed', 'fixed', 'rejected'],
} as const satisfies Record<IntakeKind, readonly string[]>;

export type IntakeStatus<K extends IntakeKind = IntakeKind> = (typeof intakeStatuses)[K][number];

export const intakeKinds = Object.keys(intakeStatuses) as IntakeKind[];

/** Statuses of all kinds, each once. */
export const everyIntakeStatus = [...new Set(Object.values(intakeStatuses).flat())];

/** Forms that anyone may send; each takes a proof of work that was made for it. */
export const publicForms = [
  'feedback',
  'integration-request',
  'integration-vote',
  'security-report',
] as const;
export type PublicForm = (typeof publicForms)[number];

/** Longest texts, in characters; the ciphertext's in bytes. */
export const intakeLimits = {
  page: 300,
  version: 64,
  quote: 2_000,
  text: 10_000,
  toolName: 80,
  url: 500,
  subject: 150,
  ticketText: 20_000,
  requestIds: 20,
  ciphertext: 256 * 1024,
} as const;

export const feedbackReasons = [
  'clear',
  'solved',
  'unclear',
  'wrong',
  'incomplete',
  'sample_fails',
  'other',
] as const;
export type FeedbackReason = (typeof feedbackReasons)[number];

/** About a page; nothing about the visitor is kept with it. */
export type Feedback = {
  /** Path of the page, such as `/billing/`. */
  page: string;
  /** Version of the site that the visitor read. */
  version: string | null;
  helpful: boolean | null;
  reason: FeedbackReason | null;
  text: string | null;
  /** The passage that was selected. */
  quote: string | null;
};

export const toolProtocols = ['openai', 'anthropic', 'both', 'unknown'] as const;
export type ToolProtocol = (typeof toolProtocols)[number];

export type IntegrationWish = {
  name: string;
  url: string | null;
  protocol: ToolProtocol;
  text: string | null;
};

/** A request for an integration page, as the public list shows it. */
export type IntegrationRequest = {
  id: string;
  name: string;
  url: string | null;
  protocol: ToolProtocol;
  status: IntakeStatus<'integration_request'>;
  votes: number;
  /** The visitor has voted for it. */
  voted: boolean;
  /** Path of the finished page. */
  page: string | null;
  createdAt: string;
};

export type TicketText = { subject: string; text: string; requestIds: string[] };

export type Reply = {
  id: string;
  author: 'operator' | 'account' | 'visitor';
  text: string;
  createdAt: string;
};

export type Ticket = {
  id: string;
  subject: string;
  status: IntakeStatus<'ticket'>;
  createdAt: string;
  updatedAt: string;
};

export type TicketThread = Ticket & { text: string; requestIds: string[]; replies: Reply[] };

/** `GET /api/security-reports`: how a security problem is reported to this site. */
export type SecurityChannel = {
  /** age recipient that reports are encrypted to; null when the form is off. */
  recipient: string | null;
  /** Address to write to instead. */
  contact: string;
};

/** What a reporter sees with the receipt: never the report, which only the operator can read. */
export type SecurityReportStatus = {
  receipt: string;
  status: IntakeStatus<'security_report'>;
  createdAt: string;
  updatedAt: string;
  replies: Reply[];
};

/** Secrets that the server replaced before it stored anything. */
export type RedactedKinds = { kind: string; count: number }[];

/** An item of the operator's inbox. */
export type InboxEntry = {
  id: string;
  kind: IntakeKind;
  /** Account that a ticket belongs to; null for what anyone may send. */
  account: string | null;
  title: string;
  status: IntakeStatus;
  /** Issue or page that it led to. */
  link: string | null;
  votes: number;
  createdAt: string;
  updatedAt: string;
  delivery: { waiting: number; delivered: number; dead: number };
};

export type InboxItem = InboxEntry & {
  content: Record<string, unknown>;
  replies: Reply[];
  deliveries: DeliveryState[];
};

export type DeliveryState = {
  id: string;
  sink: string;
  event: 'created' | 'reply';
  state: 'waiting' | 'delivered' | 'dead';
  attempts: number;
  /** When it is tried next; null once it is delivered or dead. */
  dueAt: string | null;
  error: string | null;
  /** Where the sink put it. */
  reference: string | null;
};

/** The first line of an age file, `age-encryption.org/v1`, is always encoded the same. */
const armor =
  /^-----BEGIN AGE ENCRYPTED FILE-----\r?\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx[A-Za-z0-9+/=\r\n]+\r?\n-----END AGE ENCRYPTED FILE-----\s*$/;

/** True for an age file in armour, which holds nothing but ciphertext. */
export const isAgeArmor = (text: string): boolean =>
  text.length <= intakeLimits.ciphertext && armor.test(text);

/** A name in the form that duplicates are found by: letters and digits only. */
export const sameName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
