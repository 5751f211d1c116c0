/** The check of the content, before a build and while writing. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { contentCheck } from './checks.mjs';
import { root } from './places.mjs';
import { SetupError } from './progress.mjs';
import { run } from './run.mjs';

/** Stops a command before it builds from content with a mistake in it. */
export const ensureContent = async (node) => {
  if ((await run(node, [contentCheck])) !== 0)
    throw new SetupError('Nothing was built: the content has to be mended first.');
};

/** Says what is wrong at once and after each change; answers a function that ends it. */
export const watchContent = (node) => {
  const check = () => run(node, [contentCheck]);
  let soon = setTimeout(check);
  const watcher = watch(join(root, 'content'), { recursive: true }, () => {
    clearTimeout(soon);
    soon = setTimeout(check, 300);
  });
  return () => {
    clearTimeout(soon);
    watcher.close();
  };
};
