import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armor, Encrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SinkConfig } from '../../src/domain/site.ts';
import { answerItem, setStatus, showItem } from '../../src/intake/inbox.ts';
import { followReport, sendReport } from '../../src/intake/security-reports.ts';
import { aptInstall, findProgram } from '../../src/setup/programs.mjs';
import { onBothEngines } from '../storage/store-under-test.ts';
import { openIntake } from './intake-under-test.ts';
import {
  type MailServer,
  startMailServer,
  startWebhookReceiver,
  type WebhookReceiver,
} from './places.ts';

const canary = 'CANARY-the-token-endpoint-answers-to-anyone';
const visitor = { network: '192.0.2.9', userId: null };
const secret = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`;

let folder: string;
let identity: string;
let recipient: string;
let mail: MailServer;
let webhook: WebhookReceiver;

beforeAll(async () => {
  if (!findProgram(['age'])) await aptInstall('age');
  folder = mkdtempSync(join(tmpdir(), 'age-'));
  identity = join(folder, 'identity.txt');
  execFileSync('age-keygen', ['-o', identity], { stdio: 'pipe' });
  recipient = execFileSync('age-keygen', ['-y', identity], { encoding: 'utf8' }).trim();
  mail = await startMailServer();
  webhook = await startWebhookReceiver(secret);
}, 120_000);

afterAll(async () => {
  await mail.close();
  await webhook.close();
  rmSync(folder, { recursive: true });
});

/** What the page does in the browser, with the same package. */
const encrypted = async (text: string): Promise<string> => {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
};

/** What an operator does with a report. */
const decrypted = (ciphertext: string): string => {
  const file = join(folder, 'report.age');
  writeFileSync(file, ciphertext);
  return execFileSync('age', ['-d', '-i', identity, file], { encoding: 'utf8' });
};

const sinks = (): SinkConfig[] => [
  {
    kind: 'email',
    id: 'mail',
    items: ['security_report'],
    to: 'security@example.com',
    from: 'site@example.com',
    smtpUrlEnv: 'SMTP_URL',
  },
  {
    kind: 'webhook',
    id: 'hook',
    items: ['security_report'],
    url: webhook.url,
    secretEnv: 'WEBHOOK_SECRET',
  },
];

const filesOf = (dataDir: string): string =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

onBothEngines((newPlace) => {
  const open = async (setting = {}) => {
    const place = await newPlace();
    const intake = openIntake(await place.open(), {
      site: { security: { recipient } },
      sinks: sinks(),
      environment: { SMTP_URL: mail.url, WEBHOOK_SECRET: secret },
      ...setting,
    });
    return { intake, dataDir: place.environment.DATA_DIR };
  };

  test('a report is readable with the age program by the operator, and nowhere else (D4)', async () => {
    const { intake, dataDir } = await open();
    mail.mails.length = 0;
    webhook.received.length = 0;
    const ciphertext = await encrypted(`${canary}\nSteps: …`);
    const envelope = await intake.envelope('security-report');
    const { receipt } = await sendReport(intake, envelope, ciphertext);
    await intake.delivery.run();

    const { content } = await showItem(intake.store, receipt);
    expect(decrypted(String(content.ciphertext))).toBe(`${canary}\nSteps: …`);
    const [hooked] = webhook.received;
    expect(hooked?.id).toBe(receipt);
    expect(JSON.stringify(hooked?.payload)).toContain(JSON.stringify(ciphertext).slice(1, -1));
    const [mailed] = mail.mails;
    const body = (mailed?.source ?? '').replaceAll('\r\n', '\n').replaceAll('=3D', '=');
    const sent = /-----BEGIN AGE[\s\S]*END AGE ENCRYPTED FILE-----/.exec(body)?.[0] ?? '';
    expect(decrypted(sent)).toContain(canary);

    const { rows } = await intake.store.db
      .selectFrom('intake_items')
      .selectAll()
      .execute()
      .then((items) => ({ rows: JSON.stringify(items) }));
    const places = [
      filesOf(dataDir),
      rows,
      intake.logged(),
      mailed?.source ?? '',
      JSON.stringify(hooked),
    ];
    for (const place of places) {
      expect(place).not.toContain(canary);
      expect(place).not.toContain(Buffer.from(canary).toString('base64').slice(4, -4));
    }
  });

  test('only age files in armour of at most 256 KB are taken', async () => {
    const { intake } = await open();
    const good = await encrypted('x');
    for (const wrong of [
      canary,
      '',
      `-----BEGIN AGE ENCRYPTED FILE-----\n${Buffer.from(canary).toString('base64')}\n-----END AGE ENCRYPTED FILE-----\n`,
      `${canary}\n${good}`,
      `${good}\n${canary}`,
      good.replace('-----END AGE', '-----END'),
      await encrypted('x'.repeat(256 * 1024)),
    ])
      await expect(
        sendReport(intake, await intake.envelope('security-report'), wrong),
      ).rejects.toMatchObject({ field: 'ciphertext' });
  });

  test('a reporter follows the status with receipt and secret, of which the store has a hash', async () => {
    const { intake, dataDir } = await open();
    const envelope = await intake.envelope('security-report', { idempotencyKey: 'k' });
    const report = await encrypted(canary);
    const receipt = await sendReport(intake, envelope, report);
    expect(await sendReport(intake, envelope, report)).toEqual(receipt);
    expect(await followReport(intake, visitor, receipt)).toMatchObject({ status: 'received' });

    await answerItem(intake.store, receipt.receipt, 'Thanks, looking.');
    // An answer judges nothing.
    expect(await followReport(intake, visitor, receipt)).toMatchObject({
      status: 'received',
      replies: [{ text: 'Thanks, looking.' }],
    });
    await setStatus(intake.store, receipt.receipt, 'fixed');
    const followed = await followReport(intake, visitor, receipt);
    expect(followed).toMatchObject({ status: 'fixed', replies: [{ author: 'operator' }] });
    expect(JSON.stringify(followed)).not.toContain('AGE ENCRYPTED');

    for (const wrong of [
      { ...receipt, secret: 'guess' },
      { ...receipt, receipt: 'rep_01HXXXXXXXXXXXXXXXXXXXXXXX' },
    ])
      await expect(followReport(intake, visitor, wrong)).rejects.toMatchObject({
        fault: 'not_found',
      });
    expect(filesOf(dataDir)).not.toContain(receipt.secret);
    const answers = await intake.store.db.selectFrom('submissions').selectAll().execute();
    expect(JSON.stringify(answers)).not.toContain(receipt.secret);
  });

  test('without a recipient the form is off and says where to write', async () => {
    const { intake } = await open({ site: {}, sinks: [] });
    await expect(
      sendReport(intake, await intake.envelope('security-report'), await encrypted('x')),
    ).rejects.toMatchObject({
      fault: 'not_possible',
      fix: expect.stringContaining('security@tokenbay.com'),
    });
  });
});

test('age is there, as operators have it', () => {
  expect(existsSync(findProgram(['age']) ?? '')).toBe(true);
});
