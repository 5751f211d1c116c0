/**
 * `npm run verify -- NAME …`: installs each app, gives it what its page says, runs it against the real
 * gateway, and looks into the request log. Exit status 1 if any of it is not as the page says. "network"
 * and "deployment" run the proxies of the network page and of README.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import site from '../../site.config.ts';
import type { Setup } from '../domain/recipe.ts';
import { readArguments } from './arguments.ts';
import { verifyDeployment } from './deployment/verify-deployment.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { install, Unavailable } from './install.ts';
import { verifyNetwork } from './network/verify-network.ts';
import { type RecipePage, recipePages } from './pages.ts';
import { root } from './places.ts';
import { type Line, say, table } from './report.ts';
import { writeResults } from './results.ts';
import { type Verification, verifySetup } from './verify-setup.ts';

const main = async (): Promise<number> => {
  const pages = await recipePages();
  const known = [...pages.map(({ page }) => page), 'network', 'deployment'];
  const asked = readArguments(process.argv.slice(2), known);
  if ('text' in asked) {
    say(asked.text);
    return asked.exit;
  }
  const { names, update } = asked;
  const gateway = await startGateway();
  try {
    const lines: Line[] = [];
    for (const page of pages.filter(({ page }) => names.includes(page)))
      lines.push(...(await verifyPage(page, gateway, update)));
    if (names.includes('network')) lines.push(...(await verifyNetwork(gateway)));
    if (names.includes('deployment')) lines.push(...(await verifyDeployment()));
    say(`\n${table(lines)}`);
    const failed = lines.filter(({ state }) => state === 'FAILED').length;
    const passed = lines.filter(({ state }) => state === 'ok').length;
    say(`\n${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await gateway.stop();
  }
};

const verifyPage = async (page: RecipePage, gateway: Gateway, update: boolean): Promise<Line[]> => {
  const verification: Verification = {
    gateway,
    version: await ownVersion(),
    today: new Date().toISOString().slice(0, 10),
    shownOrigin: site.hosts.api,
  };
  const lines: Line[] = [];
  const results: Parameters<typeof writeResults>[1] = [];
  for (const setup of page.recipe.setups) {
    const name = `${page.page}: ${setup.name}`;
    if (setup.notRun !== undefined) {
      lines.push({ name, state: 'not run', detail: setup.notRun });
      continue;
    }
    say(`> ${name}`);
    const { line, result } = await verified(setup, verification, update);
    say(`  ${line.state}${line.detail ? `: ${line.detail}` : ''}`);
    lines.push({ ...line, name });
    if (result) results.push(result);
  }
  if (results.length > 0) await writeResults(page, results);
  return lines;
};

type Outcome = {
  line: Omit<Line, 'name'>;
  result?: Awaited<ReturnType<typeof verifySetup>>;
};

const verified = async (
  setup: Setup,
  verification: Verification,
  update: boolean,
): Promise<Outcome> => {
  try {
    say('  installing');
    const installation = await install(setup, { update });
    const result = await verifySetup(setup, installation, verification, (id) => say(`  ${id}`));
    const faults = result.cases.flatMap(({ id, faults }) => faults.map((text) => `${id}: ${text}`));
    return result.passed
      ? { line: { state: 'ok', version: result.version }, result }
      : { line: { state: 'FAILED', version: result.version, detail: faults.join(' ') }, result };
  } catch (error) {
    if (error instanceof Unavailable)
      return { line: { state: 'not run', detail: `${error.message}.` } };
    return {
      line: { state: 'FAILED', detail: error instanceof Error ? error.message : String(error) },
    };
  }
};

const ownVersion = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};

process.exitCode = await main();
