/** Says what is wrong with the site's configuration; the commands that build run it before they start. */
import { ConfigurationError } from './configuration.ts';
import { readSiteConfig } from './site-config.ts';

try {
  await readSiteConfig(process.env.SITE_CONFIG);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
