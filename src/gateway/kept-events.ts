/**
 * Events that travelled and are not counted yet, as the buffers they came in: most are never read. What
 * is held is all of the memory that such a buffer is a piece of.
 */

/** What a buffer takes up besides its bytes. */
const bufferSize = 256;

export class KeptEvents {
  /** Bytes of memory that are held. */
  held = 0;
  #buffers: Buffer[] = [];

  /** Buffers that are kept. */
  get count(): number {
    return this.#buffers.length;
  }

  add(events: Buffer): void {
    const sameMemory = events.buffer === this.#buffers.at(-1)?.buffer;
    this.held += sameMemory ? bufferSize : bufferSize + events.buffer.byteLength;
    this.#buffers.push(events);
  }

  /** The events from a buffer on, one character a byte. */
  text(from: number): string {
    return this.#buffers
      .slice(from)
      .map((events) => events.toString('latin1'))
      .join('');
  }

  clear(): void {
    this.held = 0;
    this.#buffers = [];
  }
}
