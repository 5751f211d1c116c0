/** What the command prints. */

export type Line = {
  name: string;
  state: 'ok' | 'FAILED' | 'not run';
  version?: string;
  detail?: string;
};

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const table = (lines: Line[]): string => {
  const width = Math.max(...lines.map(({ name }) => name.length), 0);
  return lines
    .map(({ name, state, version = '', detail = '' }) =>
      `${state.padEnd(8)} ${name.padEnd(width)}  ${version.padEnd(10)} ${detail.split('\n')[0] ?? ''}`.trimEnd(),
    )
    .join('\n');
};
