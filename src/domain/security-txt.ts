/** `/.well-known/security.txt` (RFC 9116). Written at request time, so that it never expires. */
import type { EpochMs } from './rates.ts';
import type { SiteConfig } from './site.ts';

/** A file is valid for half a year from when it was read; the RFC asks for less than a year. */
const validMs = 180 * 24 * 60 * 60 * 1000;

export const securityTxt = ({ hosts, contact, security }: SiteConfig, now: EpochMs): string => {
  const page = `${hosts.docs}/security/`;
  return [
    `Contact: ${page}`,
    `Contact: mailto:${contact.security}`,
    `Expires: ${new Date(now + validMs).toISOString()}`,
    ...(security?.recipient ? [`Encryption: ${page}#encrypt-it-yourself`] : []),
    'Preferred-Languages: en',
    `Canonical: ${hosts.docs}/.well-known/security.txt`,
    `Policy: ${page}`,
    '',
  ].join('\n');
};
