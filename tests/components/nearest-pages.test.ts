import { expect, test } from 'vitest';
import { nearestPages } from '../../src/components/nearest-pages.ts';

const pages = [
  { path: '/troubleshooting/', title: 'Monitoring and troubleshooting' },
  { path: '/keys/', title: 'Keys and groups' },
  { path: '/integrations/claude-code/', title: 'Claude Code' },
  { path: '/integrations/cline/', title: 'Cline' },
];
const found = (wanted: string) => nearestPages(wanted, pages).map(({ path }) => path);

test('a typo and a moved page lead to the page that was meant', () => {
  expect(found('/trobleshooting/')[0]).toBe('/troubleshooting/');
  expect(found('/docs/keys.html')[0]).toBe('/keys/');
  expect(found('/claude-code')[0]).toBe('/integrations/claude-code/');
});

test('an address that resembles nothing offers nothing', () => {
  expect(found('/wp-login.php')).toEqual([]);
  expect(found('/')).toEqual([]);
  expect(found('/%F0%9F%92%A9')).toEqual([]);
});
