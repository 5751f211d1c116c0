/** Runs one set-up of a recipe through all cases. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { encodeKey } from '../domain/key.ts';
import type { Setup } from '../domain/recipe.ts';
import { setupFingerprint } from '../domain/recipe-fingerprint.ts';
import { type RenderedSetup, renderSetup } from '../domain/recipe-render.ts';
import type { RequestLogRow } from '../domain/request-log.ts';
import type { CaseResult, LoggedCall, SetupResult } from '../domain/verified.ts';
import { type Case, cases, failureSeconds } from './cases.ts';
import type { Gateway } from './gateway.ts';
import { makeHome } from './home.ts';
import type { Installation } from './install.ts';
import { cache, root } from './places.ts';
import { runProgram } from './program.ts';
import { shownText } from './shown.ts';

export type Verification = {
  gateway: Gateway;
  /** Version of the gateway. */
  version: string;
  /** ISO date. */
  today: string;
  /** Origin that pages show in place of this gateway's. */
  shownOrigin: string;
};

type Unsealed = Omit<SetupResult, 'seal'>;

export const verifySetup = async (
  setup: Setup,
  installation: Installation,
  { gateway, version, today, shownOrigin }: Verification,
  progress: (text: string) => void,
): Promise<Unsealed> => {
  const key = await gateway.sandboxKey();
  const run = (each: Case, seconds: number) =>
    runCase(setup, installation, each, { gateway, key, shownOrigin, seconds });
  const timeout = setup.run?.timeout ?? 60;
  const [good, ...failures] = cases;
  progress(good.id);
  const worked = await run(good, timeout);
  const seconds = failureSeconds(worked.seconds, timeout);
  // Apps wait long between their tries, so these run side by side; the model tells their rows apart.
  progress(failures.map(({ id }) => id).join(', '));
  const results = [worked, ...(await Promise.all(failures.map((each) => run(each, seconds))))];
  return {
    setup: setup.name,
    fingerprint: await setupFingerprint(setup),
    version: installation.version,
    date: today,
    gateway: version,
    passed: results.every(({ passed }) => passed),
    cases: results,
  };
};

type CaseContext = { gateway: Gateway; key: string; shownOrigin: string; seconds: number };

const runCase = async (
  setup: Setup,
  installation: Installation,
  { id, model, key: which, judge }: Case,
  { gateway, key, shownOrigin, seconds }: CaseContext,
): Promise<CaseResult> => {
  const secret = which === 'good' ? key : encodeKey(randomBytes(32));
  const { origin } = gateway;
  const rendered = renderSetup(setup, { origin, model, key: { secret }, system: 'linux' });
  const { home, project, remove } = await makeHome(rendered.files, installation.modules);
  const before = new Set((await gateway.requests(key)).map((row) => row.id));
  const { env = [], stream = true } = setup.run ?? {};
  try {
    const ran = await runProgram('bash', ['-e', '-c', scriptOf(rendered)], {
      cwd: project,
      env: {
        PATH: [...installation.path, process.env.PATH].join(':'),
        HOME: home,
        // Some apps mistrust a home below the system's folder for temporary files.
        TMPDIR: join(home, 'tmp'),
        LANG: 'C.UTF-8',
        TERM: 'dumb',
        NO_COLOR: '1',
        ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
      },
      timeoutMs: seconds * 1000,
    });
    const rows = (await gateway.requests(key)).filter(
      (row) => !before.has(row.id) && (id === 'works' || row.model === model),
    );
    const faults = judge({ ...ran, rows }, { protocol: setup.protocol, stream });
    const hidden = { keys: [secret, key], replaced: replacements(installation, { home, project }) };
    const shown = (text: string) =>
      shownText(text, hidden)
        .replaceAll(origin, shownOrigin)
        .replaceAll(new URL(origin).host, new URL(shownOrigin).host);
    return {
      id,
      passed: faults.length === 0,
      faults: faults.map(shown),
      exit: ran.exit,
      seconds: Math.round(ran.seconds * 10) / 10,
      calls: rows.toReversed().map(loggedCall),
      shown: shown(ran.output),
    };
  } finally {
    await remove();
  }
};

/** Paths of this machine, and what a page shows in their place. */
const replacements = (
  { modules }: Installation,
  { home, project }: { home: string; project: string },
): [string, string][] => [
  ...(modules ? [[modules, 'node_modules'] satisfies [string, string]] : []),
  [cache, '...'],
  [project, '.'],
  [home, '~'],
  [root.replace(/\/$/, ''), '...'],
];

/** What a reader pastes, in the order of the page. */
const scriptOf = ({ env, commands }: RenderedSetup): string =>
  [
    env,
    ...commands.filter(({ step }) => step === 'set-up').map(({ text }) => text),
    ...commands.filter(({ step }) => step === 'request').map(({ text }) => text),
  ].join('\n');

const loggedCall = (row: RequestLogRow): LoggedCall => ({
  protocol: row.protocol,
  stream: row.stream,
  status: row.status,
  outcome: row.outcome,
  usageSource: row.usageSource,
  input: row.usage.input + row.usage.cacheRead + row.usage.cacheWrite5m + row.usage.cacheWrite1h,
  output: row.usage.output,
  charged: row.charge.nanodollars,
});
