import { expect, test } from 'vitest';
import site from '../../site.config.ts';
import { gatewayErrors } from '../../src/domain/errors.ts';
import { outcomes } from '../../src/domain/outcome.ts';
import { builtSite } from './built-site.ts';

const built = builtSite();
const markdownPages = [...built.paths].filter((path) => path.endsWith('.md'));

test('every page has a Markdown form with its title, and nothing of MDX is left in it', () => {
  for (const path of built.pages.keys()) {
    if (path === '/404.html') continue;
    const file = path === '/' ? '/index.md' : `${path.slice(0, -1)}.md`;
    expect(built.paths, file).toContain(file);
  }
  for (const path of markdownPages) {
    const prose = built.read(path).replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
    expect(prose, path).toMatch(/^# \S/);
    expect(prose, path).not.toMatch(/^import |<\/?[A-Z]\w+|\{\{|run="/m);
  }
});

test('the tables of the Markdown form are those that the gateway works by', () => {
  const rules = built.read('/troubleshooting.md');
  for (const { outcome, when, charge } of Object.values(outcomes))
    expect(rules).toContain(`| \`${outcome}\` | ${when} | ${charge} |`);
  const errors = built.read('/reference.md');
  for (const { message, fix } of Object.values(gatewayErrors))
    expect(errors).toContain(`| ${message} | ${fix} |`);
});

test('llms.txt lists every page with its Markdown form, and llms-full.txt holds them all', () => {
  const list = built.read('/llms.txt');
  const all = built.read('/llms-full.txt');
  for (const path of markdownPages) {
    if (path !== '/index.md') expect(list).toContain(`${site.hosts.docs}${path})`);
    expect(all).toContain(built.read(path).trim());
  }
});

test('robots.txt names the sitemap, and the sitemap every page', () => {
  expect(built.read('/robots.txt')).toContain(`Sitemap: ${site.hosts.docs}/sitemap-index.xml`);
  const sitemap = built.read('/sitemap-0.xml');
  for (const path of built.pages.keys())
    if (path !== '/404.html') expect(sitemap).toContain(`<loc>${site.hosts.docs}${path}</loc>`);
});
