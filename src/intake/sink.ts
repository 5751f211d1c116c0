/** Where items go. A sink delivers the same message twice without two of it arriving, as far as it can. */
import type { IntakeKind } from '../domain/intake.ts';
import type { EpochMs } from '../domain/rates.ts';

export type Message = {
  /** Stable: of the item, or of the reply. */
  id: string;
  itemId: string;
  kind: IntakeKind;
  event: 'created' | 'reply';
  /** Account that a ticket belongs to. */
  account: string | null;
  title: string;
  /** What is known beside the text, by label; of a ticket the account, too. */
  facts: [label: string, value: string][];
  /** What was written; of a security report the ciphertext. */
  text: string | null;
  /** The item's content as it is stored. */
  content: Record<string, unknown>;
  createdAt: EpochMs;
  /** Where the sink put the item that this is a reply to. */
  itemReference: string | null;
};

export type Sink = {
  id: string;
  items: readonly IntakeKind[];
  /** What the sink's credential holds: never to be told, though the place itself may repeat it. */
  secrets: readonly string[];
  /** Resolves when the sink has it; answers where. Rejects when it should be tried again. */
  deliver(message: Message, signal: AbortSignal): Promise<{ reference: string | null }>;
};
