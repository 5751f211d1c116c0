/**
 * A certificate authority as a MITM proxy has one: its root, and a certificate for a host that it signed.
 * X.509 version 3 (RFC 5280) in DER, with ECDSA keys, made anew for each run.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export type Certificate = { pem: string; key: KeyObject };

export const makeAuthority = (name: string): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const constraints = extension('2.5.29.19', sequence(tlv(0x01, Buffer.of(0xff))), true);
  const usage = extension('2.5.29.15', tlv(0x03, Buffer.of(0x01, 0x06)), true);
  return {
    key: privateKey,
    pem: certificate({ name, issuer: name, publicKey, signer: privateKey }, [constraints, usage]),
  };
};

/** Certificate of a DNS name, signed by the authority. */
export const signedBy = (authority: Certificate & { name: string }, host: string): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = extension('2.5.29.17', sequence(tlv(0x82, Buffer.from(host))));
  return {
    key: privateKey,
    pem: certificate({ name: host, issuer: authority.name, publicKey, signer: authority.key }, [
      names,
    ]),
  };
};

type Subject = { name: string; issuer: string; publicKey: KeyObject; signer: KeyObject };

const certificate = (
  { name, issuer, publicKey, signer }: Subject,
  extensions: Buffer[],
): string => {
  const day = 86_400_000;
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.concat([Buffer.of(0x01), randomBytes(8)])),
    ecdsaWithSha256,
    distinguishedName(issuer),
    sequence(time(Date.now() - day), time(Date.now() + day)),
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = tlv(0x03, Buffer.concat([Buffer.of(0), sign('sha256', content, signer)]));
  const der = sequence(content, ecdsaWithSha256, signature).toString('base64');
  const lines = der.match(/.{1,64}/g)?.join('\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
};

const tlv = (tag: number, content: Buffer): Buffer => {
  const { length } = content;
  const size =
    length < 0x80
      ? Buffer.of(length)
      : length < 0x100
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of(tag), size, content]);
};

const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, Buffer.concat(parts));

/** Object identifier in dotted text; the parts used here are below 16384. */
const identifier = (text: string): Buffer => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = rest.flatMap((part) => base128(part));
  return tlv(0x06, Buffer.from([first * 40 + second, ...bytes]));
};

const base128 = (value: number): number[] =>
  value < 0x80 ? [value] : [...base128(value >> 7).map((byte) => byte | 0x80), value & 0x7f];

const ecdsaWithSha256 = sequence(identifier('1.2.840.10045.4.3.2'));

const distinguishedName = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(identifier('2.5.4.3'), tlv(0x0c, Buffer.from(name)))));

/** UTCTime: two digits each, ending with Z. */
const time = (moment: number): Buffer =>
  tlv(
    0x17,
    Buffer.from(`${new Date(moment).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`),
  );

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(identifier(id), ...(critical ? [tlv(0x01, Buffer.of(0xff))] : []), tlv(0x04, value));
