/** Which site is built: `site.config.ts`, or the file that SITE_CONFIG names. */
import { join, resolve } from 'node:path';
import { root } from './places.mjs';
import { SetupError } from './progress.mjs';
import { run } from './run.mjs';

const usual = join(root, 'site.config.ts');

export const siteConfigFile = () =>
  process.env.SITE_CONFIG ? resolve(process.env.SITE_CONFIG) : usual;

/** Prints what is wrong with it. */
export const siteConfigCheck = join(root, 'src/configuration/check.ts');

/** Stops a command before it builds from a configuration that the server would refuse. */
export const ensureSiteConfig = async (node) => {
  const status = await run(node, [siteConfigCheck]);
  if (status !== 0)
    throw new SetupError('Nothing was built: the site configuration has to be mended first.');
};

/** For Vite: whatever imports `site.config.ts` gets that file. */
export const siteConfigPlugin = () => ({
  name: 'site-config',
  enforce: 'pre',
  resolveId: (source) => (/(^|\/)site\.config\.ts$/.test(source) ? siteConfigFile() : undefined),
});
