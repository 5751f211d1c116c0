import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addCredit, createAccount, findAccount } from '../../src/storage/accounts.ts';
import { findCaller } from '../../src/storage/keys.ts';
import { loadCatalogue } from '../../src/storage/rates.ts';
import { recordRejection, reserve, settle } from '../../src/storage/requests.ts';
import { completed, seed, startOf, usage } from '../storage/seed.ts';
import { onBothEngines, onSqlite } from '../storage/store-under-test.ts';
import { admin, json, run } from './command.ts';

onBothEngines((newPlace) => {
  test('an account gets credit and keys, and each change is in force at once', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    await seed(s, 0);
    const { id } = await json(environment, 'accounts', 'create', '--credit', '25');
    expect(
      await json(environment, 'credits', 'add', id, '0.000000001', '--reason', 'A gift'),
    ).toMatchObject({
      balance: 25_000_000_001,
    });
    const back = await admin(environment, 'credits', 'add', id, '-5', '--reason', 'Booked twice');
    expect(back.out).toContain('$20.000000001');
    expect((await findAccount(s, id))?.balance).toBe(20_000_000_001);

    const key = await json(environment, 'keys', 'create', id, '--group', 'test', '--label', 'ci');
    expect(await findCaller(s, key.secret)).toMatchObject({ secretRetired: false });
    expect(await json(environment, 'keys', 'disable', key.id)).toMatchObject({
      status: 'disabled',
    });
    expect((await findCaller(s, key.secret))?.key.status).toBe('disabled');
    await json(environment, 'keys', 'enable', key.id);
    const reset = await json(environment, 'keys', 'reset', key.id);
    expect((await findCaller(s, key.secret))?.secretRetired).toBe(true);
    expect((await findCaller(s, reset.secret))?.secretRetired).toBe(false);

    const listed = await admin(environment, 'keys', 'list', id);
    expect(listed.out).toContain(`sk-…${reset.lastFour}`);
    expect(listed.out).not.toContain(reset.secret);
    expect(await json(environment, 'keys', 'list', '--group', 'test')).toHaveLength(2);
    expect(await json(environment, 'keys', 'list', id, '--group', 'none')).toEqual([]);
    expect(await json(environment, 'ledger', 'check')).toMatchObject({ accounts: 2, faults: [] });

    const most = await admin(environment, 'credits', 'add', id, '9007199', '--reason', 'Too much');
    expect([most.code, most.err]).toEqual([1, 'An account can hold at most $9007199.254740991.\n']);
    expect((await findAccount(s, id))?.balance).toBe(20_000_000_001);
  });
});

onSqlite((newPlace) => {
  test('a price change is announced with the moment that it takes effect (M4)', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    await seed(s, 0);
    await json(
      environment,
      'rates',
      'add',
      'sandbox/echo',
      '--input',
      '0.25',
      '--output',
      '2',
      '--cache-write-5m',
      '0.3',
      '--effective',
      '2999-01-01',
    );
    await json(
      environment,
      'multipliers',
      'add',
      'test',
      '1.25',
      '--effective',
      '2999-01-01T08:00:00+08:00',
    );
    const { rates, multipliers } = await loadCatalogue(s);
    expect(rates.get('sandbox/echo')).toEqual([
      {
        effectiveAt: Date.UTC(2999, 0),
        value: {
          input: 250_000,
          output: 2_000_000,
          cacheRead: 250_000,
          cacheWrite5m: 300_000,
          cacheWrite1h: 300_000,
        },
      },
    ]);
    expect(multipliers.get('test')?.at(-1)).toEqual({
      effectiveAt: Date.UTC(2999, 0),
      value: '1.25',
    });
    expect((await admin(environment, 'groups', 'list')).out).toContain(
      '1.25 from 2999-01-01T00:00:00.000Z',
    );
    const again = await admin(
      environment,
      'multipliers',
      'add',
      'test',
      '2',
      '--effective',
      '2999-01-01',
    );
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('already')]);
  });

  test('credits are listed with their reasons', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    const { account } = await seed(s, 10_000);
    await addCredit(s, account.id, -4_000, 'Booked twice');
    expect(await json(environment, 'credits', 'list', account.id)).toMatchObject([
      { amount: 10_000, reason: 'First credit' },
      { amount: -4_000, reason: 'Booked twice' },
    ]);
  });

  test('requests are listed by account or key, and shown with their charge line by line', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    const { account, key } = await seed(s, 10_000);
    const [done, refused] = [startOf(key), startOf(key, { model: '\u001b[31mred\u202e' })];
    await reserve(s, done);
    await settle(s, done, completed(usage(100, 50)));
    await recordRejection(s, { ...refused, status: 404, errorCode: 'model_not_found' });
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
    expect(ids(await json(environment, 'requests', 'list', '--key', key.id))).toEqual([
      refused.id,
      done.id,
    ]);
    expect(
      ids(await json(environment, 'requests', 'list', '--account', account.id, '--status', '4')),
    ).toEqual([refused.id]);
    const stranger = await seed(s, 0);
    const both = ['--account', stranger.account.id, '--key', key.id];
    expect((await admin(environment, 'requests', 'list', ...both)).err).toBe(
      `The key ${key.id} belongs to the account ${account.id}.\n`,
    );
    const shown = await admin(environment, 'requests', 'show', done.id);
    expect(shown.out).toMatch(/Charge, input +100 tokens/);
    const listed = await admin(environment, 'requests', 'list', '--key', key.id);
    expect(listed.out).toContain('\\u001b[31mred\\u202e');
  });

  test('a reader that has seen enough ends it without an error', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    for (let account = 0; account < 1_500; account++) await createAccount(s, { kind: 'sandbox' });
    const { code, out, err } = await run(
      'bash',
      ['-o', 'pipefail', '-c', `"${process.execPath}" src/admin/main.ts accounts list | head -1`],
      environment,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Account/);
  });

  test('a ledger that does not add up is told, and ends with 1', async () => {
    const { open, environment } = await newPlace();
    const s = await open();
    const { account } = await seed(s, 10_000);
    await s.db.updateTable('accounts').set({ balance: 1 }).execute();
    const { code, out } = await admin(environment, 'ledger', 'check');
    expect(code).toBe(1);
    expect(out).toContain(account.id);
  });

  test('a mistake is named, with 1 for what cannot be done and 2 for a wrong command line', async () => {
    const { open, environment } = await newPlace();
    await open();
    const mistakes: [code: number, told: RegExp, ...args: string[]][] = [
      [1, /no account acc_x/, 'accounts', 'show', 'acc_x'],
      [1, /no key key_x/, 'keys', 'reset', 'key_x'],
      [1, /no group nope\. Groups: none/, 'keys', 'list', '--group', 'nope'],
      [1, /an account, or --group/, 'keys', 'list'],
      [1, /no account nope/, 'requests', 'list', '--account', 'nope'],
      [1, /no such cursor/, 'inbox', 'list', '--cursor', 'nope'],
      [
        1,
        /no model sandbox\/ehco .* Did you mean sandbox\/echo\?/,
        ...['rates', 'add', 'sandbox/ehco', '--input', '1', '--output', '1'],
      ],
      [2, /--reason.*1 to 200 characters/, 'credits', 'add', 'acc_x', '1', '--reason', ' '],
      [
        2,
        /--label.*1 to 80 characters/,
        ...['keys', 'create', 'acc_x', '--group', 'g', '--label', 'x'.repeat(81)],
      ],
      [
        2,
        /--label.*control characters/,
        ...['keys', 'create', 'acc_x', '--group', 'g', '--label', 'a\u202eb'],
      ],
      [2, /midnight UTC/, 'requests', 'list', '--key', 'key_x', '--since', '2026-02-31'],
      [1, /no request req_x/, 'requests', 'show', 'req_x'],
      [2, /at most 9 decimal places/, 'credits', 'add', 'acc_x', '1.0000000001', '--reason', 'x'],
      [2, /--reason/, 'credits', 'add', 'acc_x', '1'],
      [
        2,
        /midnight UTC/,
        'rates',
        'add',
        'm',
        '--input',
        '1',
        '--output',
        '1',
        '--effective',
        'soon',
      ],
      [1, /can’t be deleted.*disable/, 'keys', 'delete', 'key_x'],
      [2, /unknown command/, 'keys', 'remove', 'key_x'],
      [1, /no account acc_x/, 'credits', 'list', 'acc_x'],
    ];
    const answers = await Promise.all(mistakes.map(([, , ...args]) => admin(environment, ...args)));
    for (const [at, [code, told]] of mistakes.entries())
      expect(answers[at]).toEqual({ code, out: '', err: expect.stringMatching(told) });
  });
});

test('where the server has no store, none is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'admin-'));
  const { code, out, err } = await admin({ DATA_DIR: folder }, 'accounts', 'list');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`There is no store in ${folder}. Set DATA_DIR`);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('npm run admin runs it, and --help tells every command', async () => {
  const { code, out } = await run('npm', ['run', '--silent', 'admin', '--', '--help'], {});
  expect(code).toBe(0);
  for (const command of [
    'accounts',
    'credits',
    'groups',
    'multipliers',
    'keys',
    'rates',
    'requests',
    'ledger',
    'users',
    'visitors',
    'inbox',
  ])
    expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'));
});
