import { type Logger, pino } from 'pino';
import type { LogLevel } from '../configuration/configuration.ts';

/** Credentials by their usual names, wherever they sit in what is logged. */
const secretFields = ['authorization', 'x-api-key', 'cookie', 'set-cookie', 'password', 'secret'];

/** Anything that looks like a key, in any text: URLs, error messages, stacks. */
const keyLike = /\bsk-[\w-]{6,}/g;

/** A log that no secret gets into: known fields are cut, and every line is searched for keys. */
export const createLogger = async (options: {
  level: LogLevel;
  format: 'json' | 'text';
}): Promise<Logger> => {
  const out = options.format === 'text' ? await textOutput() : process.stdout;
  return pino(
    {
      level: options.level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretFields.flatMap((field) => [
          `["${field}"]`,
          `*["${field}"]`,
          `*.headers["${field}"]`,
        ]),
        censor: '[redacted]',
      },
    },
    { write: (line: string) => void out.write(line.replace(keyLike, 'sk-[redacted]')) },
  );
};

const textOutput = async () => {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'level', sync: true });
};
