/**
 * `npm run test:faults`: the fault tests at length. Options follow after `--`, names of test files too:
 * `npm run test:faults -- kill --rounds 200`.
 */
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build-site.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { bin, root } from './places.mjs';
import { ensurePostgres } from './postgres.mjs';
import { command, SetupError, say } from './progress.mjs';
import { run } from './run.mjs';

/** What can be set, how much it is in a long run, and what it counts. */
const sizes = {
  rounds: [100, 'kills of the server, on each engine'],
  outages: [5, 'times that the store goes away, on each engine'],
  resets: [1_000, 'keys that are reset under load'],
  requests: [50_000, 'bad requests'],
  seed: [1, 'of the chance in all of this'],
};

const usage = () =>
  [
    'npm run test:faults -- [names of test files] [options]',
    ...Object.entries(sizes).map(
      ([name, [usual, what]]) => `  --${name.padEnd(9)} ${what} (${usual})`,
    ),
  ].join('\n');

const read = () => {
  const options = Object.fromEntries(Object.keys(sizes).map((name) => [name, { type: 'string' }]));
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    for (const name of Object.keys(sizes))
      if (values[name] !== undefined && !/^[1-9]\d*$/.test(values[name]))
        throw new SetupError(`--${name} takes a whole number from 1 on.\n\n${usage()}`);
    return { values, positionals };
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${error.message}\n\n${usage()}`);
  }
};

await command(async () => {
  const { values, positionals } = read();
  if (values.help) {
    say(usage());
    return 0;
  }
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  // Bad requests ask for pages too.
  await ensureBuilt(node);
  const { PATH } = nodeEnvironment(node);
  const counts = Object.entries(sizes).map(([name, [usual]]) => [name, values[name] ?? `${usual}`]);
  say(`> Faults: ${counts.map(([name, count]) => `${count} ${name}`).join(', ')}`);
  return run(
    node,
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--config',
      'tests/faults/vitest.config.ts',
      '--disable-console-intercept',
      '--reporter=verbose',
      ...positionals,
    ],
    {
      cwd: root,
      env: {
        ...Object.fromEntries(
          counts.map(([name, count]) => [`FAULTS_${name.toUpperCase()}`, count]),
        ),
        FAULTS_PROGRESS: '1',
        PATH: PATH + (await ensurePostgres()).PATH,
      },
    },
  );
});
