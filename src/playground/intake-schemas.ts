/** Shapes of what people send in, and of what they see of it. */
import { z } from '@hono/zod-openapi';
import {
  type DeliveryState,
  everyIntakeStatus,
  feedbackReasons,
  type InboxEntry,
  type InboxItem,
  type IntegrationRequest,
  intakeKinds,
  intakeLimits,
  intakeStatuses,
  type Reply,
  type SecurityChannel,
  type SecurityReportStatus,
  type Ticket,
  type TicketThread,
  toolProtocols,
} from '../domain/intake.ts';

const time = (about: string) => z.iso.datetime().describe(about);
const text = (most: number) => z.string().trim().min(1, 'It must not be empty').max(most);

/** Sent with every public form. */
const proof = {
  altcha: z
    .string()
    .max(4_096)
    .describe('Solution of a challenge of this form, as the ALTCHA widget sends it'),
  website: z.string().max(500).optional().describe('Must stay empty: a trap for programs'),
};

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'It must be 1 to 200 visible characters')
    .optional()
    .describe('Makes a repeated request answer as the first did, for a day'),
});

export const feedbackSchema = z
  .strictObject({
    page: z
      .string()
      .max(intakeLimits.page)
      .regex(/^\/[\w\-./]*$/, 'It must be the path of a page')
      .describe('Path of the page'),
    version: z.string().max(intakeLimits.version).nullable().default(null),
    helpful: z.boolean().nullable().default(null),
    reason: z.enum(feedbackReasons).nullable().default(null),
    text: text(intakeLimits.text).nullable().default(null),
    quote: text(intakeLimits.quote).nullable().default(null).describe('The selected passage'),
    ...proof,
  })
  .refine(({ helpful, text: words }) => helpful !== null || words !== null, {
    path: ['helpful'],
    message: 'Say whether the page helped, or write what is wrong',
  })
  .openapi('Feedback');

export const integrationWishSchema = z
  .strictObject({
    name: text(intakeLimits.toolName).describe('Name of the tool'),
    url: z
      .url({ protocol: /^https?$/, error: 'It must be an http(s) URL' })
      .max(intakeLimits.url)
      .nullable()
      .default(null),
    protocol: z.enum(toolProtocols).default('unknown').describe('Which protocol it takes'),
    text: text(intakeLimits.text).nullable().default(null),
    ...proof,
  })
  .openapi('IntegrationWish');

export const voteSchema = z.strictObject(proof);

export const reportSchema = z
  .strictObject({
    ciphertext: z
      .string()
      .max(intakeLimits.ciphertext)
      .describe('An age file in armour, encrypted to the recipient of the security page'),
    ...proof,
  })
  .openapi('SecurityReport');

export const newTicketSchema = z
  .strictObject({
    subject: text(intakeLimits.subject),
    text: text(intakeLimits.ticketText),
    requestIds: z.array(z.string().max(64)).max(intakeLimits.requestIds).default([]),
  })
  .openapi('NewTicket');

export const newReplySchema = z.strictObject({ text: text(intakeLimits.ticketText) });

export const redactedSchema = z
  .array(z.object({ kind: z.string(), count: z.int() }))
  .describe('Secrets that were replaced before anything was stored');

const replySchema = z
  .object({
    id: z.string(),
    author: z.enum(['operator', 'account', 'visitor']),
    text: z.string(),
    createdAt: time('When it was written'),
  })
  .openapi('Reply') satisfies z.ZodType<Reply>;

export const integrationRequestSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().nullable(),
    protocol: z.enum(toolProtocols),
    status: z.enum(intakeStatuses.integration_request),
    votes: z.int(),
    voted: z.boolean().describe('You have voted for it'),
    page: z.string().nullable().describe('The finished page'),
    createdAt: time('When it was asked for first'),
  })
  .openapi('IntegrationRequest') satisfies z.ZodType<IntegrationRequest>;

const ticket = {
  id: z.string(),
  subject: z.string(),
  status: z.enum(intakeStatuses.ticket),
  createdAt: time('When it was opened'),
  updatedAt: time('When it last changed'),
};

export const ticketSchema = z.object(ticket).openapi('Ticket') satisfies z.ZodType<Ticket>;

export const ticketThreadSchema = z
  .object({
    ...ticket,
    text: z.string(),
    requestIds: z.array(z.string()),
    replies: z.array(replySchema),
  })
  .openapi('TicketThread') satisfies z.ZodType<TicketThread>;

export const securityChannelSchema = z
  .object({
    recipient: z.string().nullable().describe('age recipient; null when the form is off'),
    contact: z.string().describe('Address to write to instead'),
  })
  .openapi('SecurityChannel') satisfies z.ZodType<SecurityChannel>;

export const reportStatusSchema = z
  .object({
    receipt: z.string(),
    status: z.enum(intakeStatuses.security_report),
    createdAt: time('When it arrived'),
    updatedAt: time('When its status last changed'),
    replies: z.array(replySchema),
  })
  .openapi('SecurityReportStatus') satisfies z.ZodType<SecurityReportStatus>;

export const statusSchema = z.enum(everyIntakeStatus);

const inboxEntry = {
  id: z.string(),
  kind: z.enum(intakeKinds),
  account: z.string().nullable().describe('Account that a ticket belongs to'),
  title: z.string(),
  status: statusSchema,
  link: z.string().nullable().describe('Issue or page that it led to'),
  votes: z.int(),
  createdAt: time('When it arrived'),
  updatedAt: time('When it last changed'),
  delivery: z.object({ waiting: z.int(), delivered: z.int(), dead: z.int() }),
};

export const inboxEntrySchema = z
  .object(inboxEntry)
  .openapi('InboxEntry') satisfies z.ZodType<InboxEntry>;

const deliverySchema = z
  .object({
    id: z.string(),
    sink: z.string(),
    event: z.enum(['created', 'reply']),
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: z.int(),
    dueAt: time('When it is tried next').nullable(),
    error: z.string().nullable(),
    reference: z.string().nullable().describe('Where the sink put it'),
  })
  .openapi('Delivery') satisfies z.ZodType<DeliveryState>;

export const inboxItemSchema = z
  .object({
    ...inboxEntry,
    content: z.record(z.string(), z.unknown()),
    replies: z.array(replySchema),
    deliveries: z.array(deliverySchema),
  })
  .openapi('InboxItem') satisfies z.ZodType<InboxItem>;
