/**
 * The Chromium that the browser tests run in: one that is on the machine, else Playwright's, else
 * Debian's. The headless shell draws no windows, and takes two thirds of the processor's time.
 */
import { existsSync } from 'node:fs';
import { nodeEnvironment } from './node.mjs';
import { bin, root } from './places.mjs';
import { aptInstall, findProgram } from './programs.mjs';
import { SetupError, say } from './progress.mjs';
import { capture, run } from './run.mjs';

/** Path of a Chromium of the system; undefined means Playwright's own. */
export const systemChromium = () =>
  process.env.CHROMIUM_PATH ||
  findProgram([
    'chromium-headless-shell',
    'chromium',
    'google-chrome',
    'google-chrome-stable',
    'chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]);

/** Chromium refuses its sandbox to root. */
export const chromiumArguments = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** Answers the environment that browser tests need to find their Chromium. */
export const ensureChromium = async (node) => {
  const present = systemChromium();
  if (present && (await starts(present))) return { CHROMIUM_PATH: present };
  if (process.env.CHROMIUM_PATH)
    throw new SetupError(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which does not start.`);

  const own = await playwrightChromium(node);
  if (existsSync(own) && (await starts(own))) return { CHROMIUM_PATH: own };

  say("  No Chromium here; fetching Playwright's.");
  await run(node, [bin('playwright', 'cli.js'), 'install', 'chromium'], {
    cwd: root,
    env: nodeEnvironment(node),
  });
  if (existsSync(own) && (await starts(own))) return { CHROMIUM_PATH: own };

  // Debian's package also brings the libraries that Playwright's own may have missed.
  for (const debian of ['chromium-headless-shell', 'chromium']) {
    if (!(await aptInstall(debian))) continue;
    for (const candidate of [findProgram([debian]), own])
      if (candidate && existsSync(candidate) && (await starts(candidate)))
        return { CHROMIUM_PATH: candidate };
  }
  throw new SetupError(
    'The browser tests need a Chromium, and none could be found or installed. ' +
      'Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program, then run npm test again.',
  );
};

const playwrightChromium = async (node) => {
  const script = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  return (await capture(node, ['-e', script], { cwd: root })).output.trim();
};

/** A stub that tells to install the real browser, or one without its libraries, does not pass. */
const starts = async (program) => {
  const { status } = await capture(program, [
    '--headless',
    '--disable-gpu',
    ...chromiumArguments(),
    '--dump-dom',
    'about:blank',
  ]).catch(() => ({ status: 1 }));
  return status === 0;
};
