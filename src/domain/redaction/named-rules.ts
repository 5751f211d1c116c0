/** Secrets that only what stands beside them gives away: headers, assignments, URLs, options. */
import { asksForYours, isStandIn, looksRandom } from './randomness.ts';

export type NamedRule = {
  kind: string;
  /** The group `value` is the secret. Every run in a pattern is bounded, so the time is linear. */
  pattern: RegExp;
  accepts: (value: string, match: RegExpExecArray) => boolean;
  /** What a value that is longer than the pattern's bound goes on with. */
  rest?: RegExp;
};

/** Between a name and its value: `: `, `:=`, `=>`, `": "`, `', '`, `","value":"`, `:** `, `>`, ` is `. */
const between = String.raw`(?:["'${'`'}\]]{0,2}(?:\s{0,9}(?::=|[:=]>?|>)\*{0,2}|\s{1,3}is\s)|["']\s{0,9},)\s{0,9}(?:["']?value["']?\s{0,9}[:=]\s{0,9})?[$@]?["'${'`'}]{0,3}`;
const value = String.raw`(?<value>[^\s"'${'`'},;<>()\[\]{}\\|:=]{6,512}={0,2}|[^\s"'${'`'},;<>()\[\]{}\\|:=]{1,5}[:=][^\s"'${'`'},;<>()\[\]{}\\|]{3,64})`;

const restOfValue = /[^\s"'`,;<>()[\]{}\\|]*/y;

const headerNames =
  'x-api-key|api-key|apikey|x-goog-api-key|x-auth-token|x-access-token|private-token|x-vault-token|x-amz-security-token|x-csrf-token|x-xsrf-token|x-shopify-access-token|ocp-apim-subscription-key|x-functions-key|dd-api-key|x-subscription-token';
const valueNames =
  '(?:api|access|secret|private|signing|encryption|master|account|subscription|auth|license)[ _-]?key(?:[_-]?id)?|session(?:[_-]?(?:id|key))?|sid|jwt|secret|password|passwd|passphrase|passcode|pwd|token|credentials?|sig|signature|bearer|auth';

const isSecretValue = (text: string): boolean => !isStandIn(text) && looksRandom(text);

export const namedRules: NamedRule[] = [
  {
    kind: 'authorization header',
    pattern: new RegExp(
      String.raw`\b(?:proxy-)?authorization${between}(?:(?:bearer|basic|token|apikey|digest|negotiate)[\s+]{1,9})?${value}`,
      'gi',
    ),
    accepts: (text) => text.length >= 8 && !isStandIn(text) && (looksRandom(text) || isBasic(text)),
    rest: restOfValue,
  },
  {
    kind: 'bearer token',
    pattern: /\b(?:bearer|token)[\s+]{1,9}(?<value>[\w.~+/=-]{12,512})/gi,
    accepts: isSecretValue,
    rest: restOfValue,
  },
  {
    kind: 'basic credentials',
    pattern: /\bbasic[\s+]{1,9}(?<value>[A-Za-z0-9+/_-]{8,512}={0,2})/gi,
    accepts: (text) => isBasic(text),
  },
  {
    kind: 'key header',
    pattern: new RegExp(String.raw`\b(?:${headerNames})${between}${value}`, 'gi'),
    accepts: (text) => text.length >= 8 && isSecretValue(text),
    rest: restOfValue,
  },
  {
    kind: 'cookie',
    pattern:
      /\b(?:set-)?cookie["'\]]{0,2}\s{0,9}[:,]\s{0,9}(?:["']?value["']?\s{0,9}[:=]\s{0,9})?["']?(?<value>[\w.!#$%&'*+^|~-]{1,100}=[^"'\r\n\\]{6,8192})/gi,
    accepts: (text) =>
      text.split(/;\s?/).some((pair) => {
        const given = pair.slice(pair.indexOf('=') + 1);
        return given.length >= 8 && isSecretValue(given);
      }),
    rest: /[^"'\r\n\\]*/y,
  },
  {
    kind: 'cookie',
    pattern:
      /(?:^|\s)(?:-b|--cookie)[ =]{1,3}["']?(?<value>[\w.!#$%&*+^|~-]{1,100}=[^"'\r\n\\ ]{6,4096})/g,
    accepts: (text) => isSecretValue(text.slice(text.indexOf('=') + 1)),
  },
  {
    kind: 'secret value',
    pattern: new RegExp(
      String.raw`\b(?:setx|set\s{1,3}-[a-z]{1,4}|env)\s{1,9}\w{0,40}(?:key|token|secret|pass|password|auth)\w{0,20}\s{1,9}["']?${value}`,
      'gi',
    ),
    accepts: isSecretValue,
    rest: restOfValue,
  },
  {
    kind: 'secret value',
    pattern: new RegExp(`[?&](?:key|code|sig|token|auth)=${value}`, 'gi'),
    accepts: (text) => text.length >= 12 && isSecretValue(text),
    rest: /[^\s"'`,;<>()[\]{}\\|&]*/y,
  },
  {
    kind: 'password',
    pattern: /\b(?:mysql|mariadb)\w{0,10}\s[^\n]{0,200}?\s-p["']?(?<value>[^\s"']{6,200})/g,
    accepts: isSecretValue,
  },
  {
    kind: 'secret value',
    pattern: new RegExp(`(?:${valueNames})(?![a-z])[A-Z0-9_-]{0,24}${between}${value}`, 'gi'),
    accepts: (text, match) => isAssigned(text, match),
    rest: restOfValue,
  },
  {
    kind: 'secret value',
    pattern: new RegExp(
      String.raw`(?:^|\s)--?[a-z-]{0,20}(?:password|passphrase|token|secret|api-key|key|auth)[ =]{1,3}["']?${value}`,
      'gi',
    ),
    accepts: (text) => text.length >= 8 && isSecretValue(text),
    rest: restOfValue,
  },
  {
    kind: 'password',
    pattern: /:\/\/[^\s/?#"'<>@:]{0,128}:(?<value>[^\s"'<>@]{1,256})@/g,
    accepts: (text) => !isStandIn(text),
  },
  {
    kind: 'password',
    pattern: /:\/\/(?<value>[^\s/?#"'<>@:]{20,256})@/g,
    accepts: isSecretValue,
  },
  {
    kind: 'password',
    pattern:
      /(?:^|\s)(?:-u|--user|--proxy-user)[ =]{0,3}["']?[^\s"':]{1,64}:(?<value>[^\s"']{4,200})/g,
    accepts: (text) => !isStandIn(text) && !/^\d{1,6}$/.test(text),
  },
  {
    kind: 'password',
    pattern: /\blogin\s{1,9}\S{1,100}\s{1,9}password\s{1,9}(?<value>\S{4,200})/g,
    accepts: (text) => !isStandIn(text),
  },
  {
    kind: 'Telegram bot token',
    pattern: /(?<value>\d{8,10}:AA[\w-]{30,40})/g,
    accepts: looksRandom,
  },
  {
    kind: 'Discord token',
    pattern: /(?<value>[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40})/g,
    accepts: looksRandom,
  },
  {
    kind: 'Mailgun key',
    pattern: /(?<value>[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![0-9a-f-])/g,
    accepts: looksRandom,
  },
  {
    kind: 'Azure client secret',
    pattern: /(?<value>[\w~.-]{3}\dQ~[\w~.-]{31,34})/g,
    accepts: looksRandom,
  },
  {
    kind: 'Terraform token',
    pattern: /(?<value>[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,80})/g,
    accepts: looksRandom,
  },
];

/** A value in an assignment. Code that computes it, and words, are none; a password may be all letters. */
const isAssigned = (text: string, match: RegExpExecArray): boolean => {
  if (text.length < 8 || isStandIn(text) || /^[a-z_$][\w$]*(?:\.[a-z_$][\w$]*)+$/i.test(text))
    return false;
  const after = match.input.charAt(match.index + match[0].length);
  if (after === '(' || after === '[') return false;
  const name = match[0].slice(0, match[0].lastIndexOf(text));
  if (/^\d+$/.test(text)) return /pass|pwd/i.test(name);
  if (looksRandom(text)) return /[A-Za-z]/.test(text);
  return /^[A-Z_]+=["']?$/.test(name) && /^[a-z]+$/i.test(text) && !asksForYours(text);
};

/** Base64 of `user:password`. */
const isBasic = (text: string): boolean => {
  const clean = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]{6,}$/.test(clean) || clean.length % 4 === 1) return false;
  return /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(atob(clean));
};
