/** What `npm run verify` was asked for. */
import { parseArgs } from 'node:util';

export type Wanted = {
  /** Names of pages, and "network" and "deployment" for the proxies of the network page and of README. */
  names: string[];
  /** Installs the newest versions anew. */
  update: boolean;
};

/** Text to print, and the exit status to end with. */
export type Answer = { text: string; exit: number };

/** `known` are all names there are. Without a name it answers how the command is used: all of it takes long. */
export const readArguments = (args: string[], known: string[]): Wanted | Answer => {
  const usage = usageOf(known);
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return { text: usage, exit: 0 };
    const unknown = positionals.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      return { text: `No such name: ${unknown.join(', ')}.\n\n${usage}`, exit: 2 };
    const names = values.all ? known : positionals;
    return names.length > 0 ? { names, update: values.update } : { text: usage, exit: 2 };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: `${error.message}\n\n${usage}`, exit: 2 };
  }
};

const options = {
  all: { type: 'boolean' },
  update: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

const usageOf = (known: string[]): string => `npm run verify -- NAME …

Installs an app into a cache, gives it what its page says, runs it against the real gateway and writes
down the result. NAME is one of: ${known.join(', ')}.
"network" is for the proxies of the network page, "deployment" for those of README.

  --all      everything, which takes a while
  --update   installs the newest versions of the apps anew
  --install  installs Debian packages that a check needs and this machine lacks`;
