import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import site from '../../site.config.ts';
import { readSiteConfig } from '../../src/configuration/site-config.ts';
import { startServer } from '../server-under-test.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-config-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

let files = 0;
const fileWith = async (config: object): Promise<string> => {
  const file = join(folder, `site-${++files}.config.ts`);
  await writeFile(file, `export default ${JSON.stringify(config)};\n`);
  return file;
};
const faults = async (config: object): Promise<string> =>
  readSiteConfig(await fileWith(config)).then(
    () => '',
    (error: Error) => error.message,
  );

test('the file that is there is valid', async () => {
  expect(await readSiteConfig(undefined)).toEqual(site);
});

test.each([
  ['brand.accentHue', { ...site, brand: { ...site.brand, accentHue: 400 } }],
  ['hosts.docs', { ...site, hosts: { ...site.hosts, docs: 'https://docs.example.com/' } }],
  ['hosts.api', { ...site, hosts: { ...site.hosts, api: 'api.example.com' } }],
  ['nodes[0].url', { ...site, nodes: [{ id: 'a', name: 'A', region: 'B', url: 'ftp://x' }] }],
  ['upstreams[1].id', { ...site, upstreams: [...site.upstreams, ...site.upstreams] }],
  ['upstreams[0].protocols', { ...site, upstreams: [httpUpstream({ protocols: [] })] }],
  ['upstreams[0].credentialEnv', { ...site, upstreams: [httpUpstream({ credentialEnv: 'sk-…' })] }],
  ['models[0].upstreams[0].id', { ...site, models: [{ id: 'm', upstreams: [{ id: 'none' }] }] }],
  ['models[0].rates[0].input', { ...site, models: [model({ input: '2.12345678' })] }],
  ['models[0].rates[0].effectiveAt', { ...site, models: [model({ effectiveAt: 'tomorrow' })] }],
  ['groups[0].multipliers[0].multiplier', { ...site, groups: [group('1.23456')] }],
  ['accountMail.from', { ...site, accountMail: { from: 'docs', smtpUrlEnv: 'SMTP_URL' } }],
  ['sandbox.group', { ...site, sandbox: { ...site.sandbox, group: 'none' } }],
  ['sandbox.credit', { ...site, sandbox: { ...site.sandbox, credit: 0.5 } }],
])('a mistake at %s is named by its place', async (place, config) => {
  expect(await faults(config)).toContain(`\n  ${place} `);
});

test('a mistyped recipient of security reports is refused at the start, not when somebody reports (D4)', async () => {
  const recipient = await identityToRecipient(await generateIdentity());
  const mistyped = recipient.slice(0, -1) + (recipient.endsWith('q') ? 'p' : 'q');
  const to = (key: string) => ({ ...site, security: { recipient: key } });
  expect(await faults(to(recipient))).toBe('');
  for (const wrong of [mistyped, recipient.slice(0, -1), 'age1'.padEnd(62, 'q')])
    expect(await faults(to(wrong))).toContain('\n  security.recipient must be an age recipient');
});

test.each([
  ['It has an entry that is not known: colour', { ...site, colour: 'red' }],
  ['repository is missing', { ...site, repository: undefined }],
  ['brand.accentHue must be a number, without quotes', brand({ accentHue: '230' })],
  ['brand.accentHue must be degrees from 0 to 360', brand({ accentHue: -1 })],
  ["brand.name must be text in quotes, such as 'text'", brand({ name: 5 })],
  ['nodes must be a list in brackets, [ … ]', { ...site, nodes: {} }],
  ['hosts must be a group of entries in braces, { … }', { ...site, hosts: 'https://x.example' }],
  [
    "upstreams[0].kind must be 'sandbox' or 'http'",
    { ...site, upstreams: [httpUpstream({ kind: 'htp' })] },
  ],
  [
    "upstreams[0].protocols[0] must be 'openai-chat' or 'openai-responses' or 'openai-embeddings' or 'anthropic-messages'",
    { ...site, upstreams: [httpUpstream({ protocols: ['openai'] })] },
  ],
  [
    'models[0].rates[0].input must be dollars per million tokens as text with at most 6 decimal places, such as "2.50"',
    { ...site, models: [model({ input: 3 })] },
  ],
  [
    'contact.support must be an e-mail address',
    { ...site, contact: { ...site.contact, support: '' } },
  ],
  [
    'hosts.docs must be an http(s) URL, such as https://api.example.com',
    { ...site, hosts: { ...site.hosts, docs: 'docs.example.com' } },
  ],
])('a mistake is said once, in words: %s', async (line, config) => {
  expect((await faults(config)).split('\n').slice(1)).toEqual([`  ${line}.`]);
});

test('a file without a default export is told to have one', async () => {
  const file = join(folder, `site-${++files}.config.ts`);
  await writeFile(file, 'export const site = {};\n');
  await expect(readSiteConfig(file)).rejects.toThrow('It has no default export. Write: export');
});

test('a copy of the site configuration in another folder is told the import that works there', async () => {
  const file = join(folder, `site-${++files}.config.ts`);
  await copyFile('site.config.ts', file);
  const started = () => startServer({ env: { SITE_CONFIG: file } });
  const fault = await started().catch((error: Error) => error.message);
  const [line] = /import \{ defineSite \} from '.+';/.exec(String(fault)) ?? [];
  expect(line).toBeDefined();
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^import .+;$/m, String(line)));
  await (await started()).stop();
});

test('an operator with several sites starts each with its own file', async () => {
  const file = await fileWith({ ...site, brand: { ...site.brand, name: 'Example' } });
  const server = await startServer({ env: { SITE_CONFIG: file } });
  const answer = await fetch(`${server.origin}/api/capabilities`);
  expect(await answer.json()).toMatchObject({ site: { name: 'Example' } });
  await server.stop();
});

test('a site configuration that is wrong or missing ends the start in words', async () => {
  const wrong = await fileWith({ ...site, groups: [] });
  await expect(startServer({ env: { SITE_CONFIG: wrong } })).rejects.toThrow('sandbox.group must');
  for (const path of ['/none.ts', folder, 'README.md', `${wrong}/below.ts`])
    await expect(readSiteConfig(path)).rejects.toThrow('SITE_CONFIG must be the path of a file');
  await expect(startServer({ env: { SITE_CONFIG: folder } })).rejects.toThrow(
    /^The server did not start:\nSITE_CONFIG must be[^\n]*\n*$/,
  );
});

test('a model without a price is named', async () => {
  const file = await fileWith({
    ...site,
    models: [{ id: 'no-such-model-1', upstreams: [{ id: 'sandbox' }] }],
  });
  await expect(startServer({ env: { SITE_CONFIG: file } })).rejects.toThrow(
    /^The server did not start:\n[^\n]*no-such-model-1[^\n]*\n*$/,
  );
});

function brand(change: object) {
  return { ...site, brand: { ...site.brand, ...change } };
}

function httpUpstream(change: object) {
  const protocols = ['openai-chat'];
  return { kind: 'http', id: 'up', protocols, baseUrl: 'https://up.example/v1', ...change };
}

function model(change: object) {
  const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '2', ...change }];
  return { id: 'm', upstreams: [{ id: 'sandbox' }], rates };
}

function group(multiplier: string) {
  const multipliers = [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier }];
  return { id: 'sandbox', description: '', scope: ['*'], multipliers };
}
