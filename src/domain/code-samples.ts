/**
 * The code blocks of a page of content, with the marks that writers put behind the language:
 * `run="bash"` (what runs it in the tests) or `run="no: the reason"`, and `file="name"`.
 */

export type CodeSample = {
  language: string;
  code: string;
  /** Line of the opening fence, from 1. */
  line: number;
  marks: Record<string, string>;
};

/** What can run a block in the tests. */
export const runners = ['bash', 'ts', 'python'] as const;
export type Runner = (typeof runners)[number];

export type SampleFate =
  | { kind: 'run'; runner: Runner }
  | { kind: 'not-run'; reason: string }
  /** Output, configuration and the like: nothing to run. */
  | { kind: 'shown' }
  | { kind: 'fault'; message: string };

/** Languages of commands and programs: each block of them must say what runs it. */
const languagesToRun = new Set([
  ...['bash', 'sh', 'shell', 'zsh', 'console', 'powershell', 'ps1', 'cmd'],
  ...['ts', 'tsx', 'typescript', 'js', 'mjs', 'javascript', 'python', 'py'],
  ...['go', 'rust', 'java', 'ruby', 'php', 'csharp'],
]);

const fence = /^(?<indent> *)(?<ticks>`{3,}|~{3,})(?<language>[\w+-]*)(?<marks>.*)$/;

export const codeSamples = (markdown: string): CodeSample[] => {
  const lines = markdown.split('\n');
  const samples: CodeSample[] = [];
  for (let index = 0; index < lines.length; index++) {
    const open = fence.exec(lines[index] ?? '')?.groups;
    if (!open) continue;
    const { indent = '', ticks = '', language = '', marks = '' } = open;
    const line = index + 1;
    const code: string[] = [];
    while (++index < lines.length && lines[index]?.trim() !== ticks)
      code.push((lines[index] ?? '').replace(new RegExp(`^ {0,${indent.length}}`), ''));
    samples.push({ language, code: code.join('\n'), line, marks: marksOf(marks) });
  }
  return samples;
};

const marksOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

export const sampleFate = ({ language, marks }: CodeSample): SampleFate => {
  const mark = marks.run;
  if (mark === undefined)
    return languagesToRun.has(language)
      ? {
          kind: 'fault',
          message: `a block of ${language} says run="bash", run="ts" or run="python", or run="no: the reason"`,
        }
      : { kind: 'shown' };
  const reason = /^no: *(.+)$/.exec(mark)?.[1];
  if (reason) return { kind: 'not-run', reason };
  const runner = runners.find((name) => name === mark);
  return runner
    ? { kind: 'run', runner }
    : {
        kind: 'fault',
        message: `run="${mark}" is none of: ${runners.join(', ')}, "no: the reason"`,
      };
};
