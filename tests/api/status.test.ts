import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import site from '../../site.config.ts';
import type { Status } from '../../src/domain/playground-api.ts';
import { startServer } from '../server-under-test.ts';
import { newVisitor } from './visitor.ts';

test('a node is told as it is seen from here: up, unreachable, and nothing made up (N1)', async () => {
  const node = createServer((_request, response) => response.writeHead(401).end());
  const failing = createServer((_request, response) => response.writeHead(503).end());
  for (const each of [node, failing])
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
  const urlOf = (server: typeof node) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nodes = [
    { id: 'near', name: 'Near', region: 'Here', url: urlOf(node) },
    { id: 'failing', name: 'Failing', region: 'Here', url: urlOf(failing) },
    { id: 'far', name: 'Far', region: 'There', url: 'http://127.0.0.1:9' },
  ];
  const folder = await mkdtemp(join(tmpdir(), 'status-'));
  const file = join(folder, 'site.config.ts');
  await writeFile(file, `export default ${JSON.stringify({ ...site, nodes })};\n`);
  const server = await startServer({ env: { SITE_CONFIG: file } });

  const status = async () => (await newVisitor(server.origin).get<Status>('/api/status')).body;
  await expect
    .poll(async () => (await status()).nodes.every(({ state }) => state !== 'unknown'))
    .toBe(true);
  const { nodes: seen, since, page } = await status();
  expect(seen.map(({ id, state }) => [id, state])).toEqual([
    ['near', 'up'],
    ['failing', 'unreachable'],
    ['far', 'unreachable'],
  ]);
  expect(seen[0]).toMatchObject({
    uptime: { probes: 1, up: 1 },
    probes: [{ up: true, status: 401 }],
  });
  expect(seen[2]).toMatchObject({
    uptime: { probes: 1, up: 0 },
    probes: [{ up: false, status: null, ms: null }],
  });
  expect(Date.parse(seen[2]?.stateSince ?? '')).toBeGreaterThanOrEqual(Date.parse(since) - 1000);
  expect(page).toBeNull();

  await server.stop();
  for (const each of [node, failing]) each.close();
  await rm(folder, { recursive: true });
});
