/** A playground request in a URL's hash. It carries the request and never a key. */
import { isWellFormedKey, keyLength, keyPrefix } from './key.ts';
import type { Protocol } from './protocol.ts';
import { protocols } from './protocol.ts';

export type SharedRequest = {
  protocol: Protocol;
  /** The JSON body as text, so that what was typed survives even when it does not parse. */
  body: string;
};

/** `r=` + base64url of UTF-8 JSON, for use behind `/playground/#`. A key pasted into the body is left out. */
export const encodeShare = ({ protocol, body }: SharedRequest): string =>
  `r=${toBase64Url(JSON.stringify({ p: protocol, b: withoutKeys(body) }))}`;

/** What stands where a key was. */
export const removedKey = `${keyPrefix}removed`;

/** Replaces every text that is a key of this gateway, checksum included. */
export const withoutKeys = (text: string): string =>
  text.replace(keyShaped, (match) => (isWellFormedKey(match) ? removedKey : match));

const keyShaped = new RegExp(`${keyPrefix}[0-9A-Za-z]{${keyLength - keyPrefix.length}}`, 'g');

/** Reads a hash with or without its `#`; anything else answers undefined. */
export const decodeShare = (hash: string): SharedRequest | undefined => {
  const encoded = /(?:^#?|&)r=([\w-]+)/.exec(hash)?.[1];
  if (!encoded) return undefined;
  try {
    const value: unknown = JSON.parse(fromBase64Url(encoded));
    return isShared(value) ? { protocol: value.p, body: value.b } : undefined;
  } catch (error) {
    // A damaged link is no request; anything but a decoding error is ours.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof DOMException)
      return undefined;
    throw error;
  }
};

const isShared = (value: unknown): value is { p: Protocol; b: string } =>
  typeof value === 'object' &&
  value !== null &&
  'p' in value &&
  typeof value.p === 'string' &&
  Object.hasOwn(protocols, value.p) &&
  'b' in value &&
  typeof value.b === 'string';

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64Url = (text: string): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    ),
  );
