import { fileURLToPath, pathToFileURL } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import react from '@astrojs/react';
import starlight from '@astrojs/starlight';
import { defineConfig, fontProviders } from 'astro/config';
import { errorWords } from './src/components/error-words.ts';
import { markdownTokens } from './src/components/markdown-tokens.ts';
import { sidebar } from './src/components/sidebar.ts';
import { tableColumns } from './src/components/table-columns.ts';
import { siteTokens } from './src/domain/content-tokens.ts';
import { siteConfigFile, siteConfigPlugin } from './src/setup/site-config.mjs';

const { default: site } = await import(pathToFileURL(siteConfigFile()).href);

const font = (name, cssVariable, file, fallbacks) => ({
  provider: fontProviders.local(),
  name,
  cssVariable,
  fallbacks,
  options: {
    variants: [{ src: [file], weight: '100 900', style: 'normal', display: 'swap' }],
  },
});

/** Astro marks pages with a directive of its own, about which the bundler warns once for each page. */
const withoutDirectives = (level, log, report) => {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
};

const searchOnDemand = fileURLToPath(
  new URL('./src/components/search-on-demand.ts', import.meta.url),
);

export default defineConfig({
  vite: {
    plugins: [siteConfigPlugin()],
    build: { rolldownOptions: { onLog: withoutDirectives } },
    resolve: {
      alias: [{ find: /^@pagefind\/default-ui$/, replacement: searchOnDemand }],
    },
  },
  site: site.hosts.docs,
  output: 'static',
  trailingSlash: 'always',
  // Starlight has two routes to content/docs/404.mdx. Two pages of one name are refused by the content check.
  prerenderConflictBehavior: 'ignore',
  fonts: [
    font('Geist', '--font-sans', '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2', [
      'system-ui',
      'sans-serif',
    ]),
    font(
      'Geist Mono',
      '--font-mono',
      '@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
      ['ui-monospace', 'monospace'],
    ),
  ],
  markdown: {
    processor: satteri({
      mdastPlugins: [markdownTokens(siteTokens(site))],
      hastPlugins: [tableColumns(), errorWords()],
    }),
  },
  integrations: [
    starlight({
      title: `${site.brand.name} Docs`,
      description: site.brand.tagline,
      editLink: { baseUrl: `${site.repository}/edit/main/` },
      markdown: { processedDirs: ['content'] },
      credits: false,
      sidebar,
      routeMiddleware: ['faq-toc', 'home-title'].map((name) => `./src/components/${name}.ts`),
      head: [
        { tag: 'style', content: `:root{--accent-hue:${site.brand.accentHue}}` },
        { tag: 'meta', attrs: { property: 'og:image', content: `${site.hosts.docs}/og.png` } },
        { tag: 'meta', attrs: { property: 'og:image:alt', content: site.brand.tagline } },
      ],
      customCss: [
        'tokens',
        'starlight',
        'frame',
        'prose',
        'code',
        'search',
        'forced-colors',
        'print',
      ].map((name) => `./src/styles/${name}.css`),
      components: Object.fromEntries(
        [
          'Footer',
          'Head',
          'Header',
          'MobileMenuFooter',
          'PageTitle',
          'SiteTitle',
          'ThemeSelect',
        ].map((name) => [name, `./src/components/starlight/${name}.astro`]),
      ),
    }),
    mdx(),
    react(),
  ],
});
