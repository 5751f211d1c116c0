/** The commands, and what is the same for all of them. */
import { Command } from 'commander';
import { accountCommands } from './accounts.ts';
import { creditCommands } from './credits.ts';
import { groupCommands } from './groups.ts';
import { inboxCommands } from './inbox.ts';
import { keyCommands } from './keys.ts';
import { ledgerCommands } from './ledger.ts';
import { multiplierCommands } from './multipliers.ts';
import { type Environment, onStore } from './on-store.ts';
import { rateCommands } from './rates.ts';
import { requestCommands } from './requests.ts';
import { userCommands } from './users.ts';
import { visitorCommands } from './visitors.ts';

/** Throws a CommanderError where the command line is wrong or help was asked for. */
export const createProgram = (environment: Environment): Command => {
  const program = new Command('admin')
    .description(
      'Accounts, credit, groups, keys, prices, requests, the ledger, users, visitors and the inbox of the store that DATA_DIR or DATABASE_URL names.',
    )
    .option('--json', 'print JSON; amounts are then nanodollars, rates picodollars per token')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help to see how it is used.')
    .addHelpText('after', examples)
    .exitOverride();

  const act = onStore(environment);
  const areas = [
    accountCommands,
    creditCommands,
    groupCommands,
    multiplierCommands,
    keyCommands,
    rateCommands,
    requestCommands,
    ledgerCommands,
    userCommands,
    visitorCommands,
    inboxCommands,
  ];
  for (const area of areas) program.addCommand(inheriting(program, area(act)));
  return program;
};

/** Commander hands settings on to commands that a program makes, not to those it is given. */
const inheriting = (parent: Command, command: Command): Command => {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheriting(command, child);
  return command;
};

const examples = `
Examples:
  npm run admin -- accounts list
  npm run admin -- credits add acc_01M8… 25 --reason "Invoice 1042"
  npm run admin -- keys reset key_01M8…
  npm run --silent admin -- requests list --account acc_01M8… --json`;
