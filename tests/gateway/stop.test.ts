import { expect, test } from 'vitest';
import { startGateway } from './gateway-under-test.ts';
import { messagesStream } from './recorded-streams.ts';
import { scriptedUpstream, sse } from './scripted-upstream.ts';

const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
const site = { models: [{ id: 'm', upstreams: [{ id: 'scripted' }], rates }] };
const { path, events, request } = messagesStream;
const body = { model: 'm', ...request };

test('a stopping gateway refuses new requests and lets running streams end', async () => {
  const open = Promise.withResolvers<void>();
  const upstream = scriptedUpstream('scripted', async ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.slice(0, 6).join('')));
    await open.promise;
    sink.chunk(Buffer.from(events.slice(6).join('')));
    sink.end();
  });
  const gateway = await startGateway({ upstreams: [upstream], site });
  const key = await gateway.newKey();
  const running = await key.post(path, body);
  const stopped = gateway.gateway.stop(60_000);
  const refused = await key.post(path, body);
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { type: 'overloaded_error' } });
  open.resolve();
  expect(await running.text()).toBe(events.join(''));
  await stopped;
  expect(await key.settled()).toMatchObject({ outcome: 'completed' });
  await gateway.close();
});

test('streams that last longer than the limit are cut, told so, and charged for what was sent', async () => {
  const upstream = scriptedUpstream('scripted', ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.slice(0, 6).join('')));
  });
  const gateway = await startGateway({ upstreams: [upstream], site });
  const key = await gateway.newKey();
  const running = await key.post(path, body);
  await gateway.gateway.stop(0);
  expect(await running.text()).toContain('shutting down');
  expect(upstream.calls[0]?.aborted).toBe(true);
  const row = await key.settled();
  expect(row).toMatchObject({ outcome: 'upstream_disconnected', usageSource: 'counted' });
  expect(row.usage).toMatchObject({ input: 21 });
  await gateway.close();
});
