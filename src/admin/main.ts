/** The operator's command line. `npm run admin -- --help` */
import { CommanderError } from 'commander';
import { ConfigurationError } from '../configuration/configuration.ts';
import { MoneyError } from '../domain/money.ts';
import { IntakeError } from '../intake/intake-error.ts';
import { StoreError } from '../storage/store.ts';
import { AdminError } from './admin-error.ts';
import { createProgram } from './program.ts';

/** Exit codes: 0 done, 1 failed, 2 the command line itself is wrong. */
const main = async (): Promise<number> => {
  try {
    await createProgram(process.env).parseAsync();
    return 0;
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(told(error));
    return 1;
  }
};

const expected = [AdminError, ConfigurationError, StoreError, MoneyError, RangeError];

const told = (error: unknown): unknown => {
  if (error instanceof IntakeError) return `${error.message} ${error.fix}`;
  return error instanceof Error && expected.some((kind) => error instanceof kind)
    ? error.message
    : error;
};

/** Whoever reads it may have read enough, as `head` has. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main();
