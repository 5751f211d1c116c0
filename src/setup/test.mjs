/**
 * `npm test`: sets up what the checks need, then runs all of them, and goes on after one has failed.
 * The last line is the sum: `N passed, N failed`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureBuilt } from './build-site.mjs';
import { complaintOf, quickChecks } from './checks.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { bin, root } from './places.mjs';
import { ensurePostgres } from './postgres.mjs';
import { command, SetupError, say, seconds } from './progress.mjs';
import { run } from './run.mjs';

const main = async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  const results = [];
  const environment = { ...nodeEnvironment(node), ASTRO_TELEMETRY_DISABLED: '1' };

  const check = async (name, work) => {
    const started = Date.now();
    say(`\n> ${name}`);
    const counted = await work().catch((error) => {
      if (!(error instanceof SetupError)) throw error;
      say(error.message);
      return failure;
    });
    results.push({ name, time: Date.now() - started, ...counted });
    return counted.failed === 0;
  };

  for (const [name, args] of quickChecks)
    await check(name, async () => {
      const complaint = await complaintOf(node, args, environment);
      if (complaint === undefined) return success;
      say(complaint);
      return failure;
    });
  const built = await check('Site', async () => {
    await ensureBuilt(node);
    return success;
  });
  await check('PostgreSQL for the tests', async () => {
    const { PATH } = await ensurePostgres();
    environment.PATH = [environment.PATH, PATH].join(delimiter);
    return success;
  });
  await check('Units, API and clients (Vitest)', () => vitest(node, environment));
  const chromium = await check('Chromium for the tests', async () => {
    Object.assign(environment, await ensureChromium(node));
    return success;
  });
  if (built && chromium) await check('Browser (Playwright)', () => playwright(node, environment));

  return summary(results);
};

const success = { passed: 0, failed: 0 };
const failure = { passed: 0, failed: 1 };

const vitest = (node, env) =>
  withReport(async (report) => {
    const status = await run(
      node,
      [
        bin('vitest', 'vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      { cwd: root, env },
    );
    const { numPassedTests, numTotalTests } = readReport(report);
    return tally(status, numPassedTests, numTotalTests - numPassedTests);
  });

const playwright = (node, env) =>
  withReport(async (report) => {
    const status = await run(
      node,
      [bin('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
      { cwd: root, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
    );
    const { expected, unexpected, flaky, skipped } = readReport(report).stats;
    return tally(status, expected, unexpected + flaky + skipped);
  });

/** Skipped tests count as failed. So does a run that fails outside of any test: a file that does not load, say. */
const tally = (status, passed, failed) => ({
  passed,
  failed: status !== 0 && failed === 0 ? 1 : failed,
});

const withReport = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SetupError(`The tests ended without a report (${error.message}).`);
  }
};

const summary = (results) => {
  say('');
  for (const { name, time, passed, failed } of results)
    say(
      `${failed === 0 ? 'ok    ' : 'FAILED'}  ${seconds(time).padStart(8)}  ${name}${passed + failed > 0 ? `: ${passed} passed, ${failed} failed` : ''}`,
    );
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
};

await command(main);
