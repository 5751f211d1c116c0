/** What the doctor asks the gateway. It comes in as functions, so that the rules stay free of I/O. */
import type { Protocol } from '../protocol.ts';

export type ProbeAnswer = {
  status: number;
  /** Parsed JSON, or undefined. */
  body: unknown;
  /** Value of the retry-after header. */
  retryAfter: string | null;
};

/** Rejects when no answer comes at all. */
export type Probe = {
  /** `GET /v1/key` */
  key(): Promise<ProbeAnswer>;
  /** `GET /v1/models` */
  models(): Promise<ProbeAnswer>;
  /** One word over a protocol; `firstTokenMs` is null when none came. */
  roundTrip(
    protocol: Protocol,
    model: string,
  ): Promise<ProbeAnswer & { firstTokenMs: number | null }>;
  /** Ids that the gateway serves to some group; none when it does not tell. */
  served(): readonly string[];
  /** What the asker may know of a key of their own that is refused; null for anybody else's. */
  standing(): Promise<'disabled' | 'reset' | null>;
};

export class NoAnswer extends Error {
  override name = 'NoAnswer';
}
