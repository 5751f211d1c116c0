/** A digest over what decides how a set-up runs: as long as it is the same, a result of running it holds. */
import type { Setup } from './recipe-setup.ts';

/** Hexadecimal SHA-256, shortened to 16 characters. Wording (notes, where, fields) is left out. */
export const setupFingerprint = ({ protocol, baseUrl, env, files, commands, run }: Setup) =>
  digest({
    protocol,
    baseUrl,
    env,
    files,
    commands: commands?.map(({ step, run: text }) => ({ step, text })),
    run,
  });

/** Digest of a JSON value that doesn't depend on the order of its members. */
export const digest = async (value: unknown): Promise<string> => {
  const bytes = new TextEncoder().encode(canonical(value));
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(hash).slice(0, 8), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
