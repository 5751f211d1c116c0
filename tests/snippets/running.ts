/** Runs code of the docs as a reader would, with the key in TOKENBAY_API_KEY. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Runner } from '../../src/domain/code-samples.ts';
import { type ProgramResult, runProgram } from '../../src/verification/program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Inside the project, so that programs find the SDKs. */
const folder = join(root, '.cache/snippets');

type Command = (name: string, code: string) => { program: string; args: string[]; file?: string };

const commands: Record<Runner, Command> = {
  bash: (_, code) => ({ program: 'bash', args: ['-e', '-o', 'pipefail', '-c', code] }),
  ts: (name) => {
    const file = join(folder, `${name}.ts`);
    return { program: process.execPath, args: [file], file };
  },
  python: (_, code) => ({ program: 'python3', args: ['-c', code] }),
};

/** `name` is a file name without its ending, of this run alone. */
export const runSample = async (
  runner: Runner,
  code: string,
  { name, key }: { name: string; key: string },
): Promise<ProgramResult> => {
  const { program, args, file } = commands[runner](name, code);
  await mkdir(folder, { recursive: true });
  if (file) await writeFile(file, code);
  try {
    return await runProgram(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: folder, TOKENBAY_API_KEY: key },
      timeoutMs: 25_000,
    });
  } finally {
    if (file) await rm(file, { force: true });
  }
};
