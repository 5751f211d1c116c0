/** Which site is built: `site.config.ts`, or the file that SITE_CONFIG names. */
import { join, resolve } from 'node:path';
import { root } from './places.mjs';

const usual = join(root, 'site.config.ts');

export const siteConfigFile = () =>
  process.env.SITE_CONFIG ? resolve(process.env.SITE_CONFIG) : usual;

/** For Vite: whatever imports `site.config.ts` gets that file. */
export const siteConfigPlugin = () => ({
  name: 'site-config',
  enforce: 'pre',
  resolveId: (source) => (/(^|\/)site\.config\.ts$/.test(source) ? siteConfigFile() : undefined),
});
