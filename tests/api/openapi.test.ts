import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

type Schema = { $ref?: string };
type Operation = {
  operationId: string;
  summary: string;
  tags: string[];
  requestBody?: object;
  parameters?: { name: string; in: string; schema: Schema }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string; description: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, object>>;
};

let server: ServerUnderTest;
let document: Document;

beforeAll(async () => {
  server = await startServer();
  document = (await (await fetch(`${server.origin}/api/openapi.json`)).json()) as Document;
});

afterAll(async () => {
  await server.stop();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the OpenAPI document', () => {
  test('is one of version 3.1, with every reference in it', () => {
    expect(document.openapi).toBe('3.1.0');
    const references = JSON.stringify(document).match(/"#\/components\/[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const [, , section = '', name = ''] = reference.slice(1, -1).split('/');
      expect(document.components[section]?.[name], reference).toBeDefined();
    }
  });

  test('lists every endpoint of the contract', () => {
    for (const [method, path] of [
      ['get', '/api/capabilities'],
      ['post', '/api/sandbox'],
      ['get', '/api/models'],
      ['post', '/api/keys/test'],
      ['get', '/api/requests/{id}/explanation'],
      ['post', '/api/billing/explain'],
      ['post', '/api/spend/reconcile'],
      ['get', '/api/status'],
      ['get', '/api/console/account'],
      ['post', '/api/console/keys/{id}/reset'],
    ] as const)
      expect(document.paths[path]?.[method], `${method} ${path}`).toBeDefined();
  });

  test('says of each endpoint that takes a body how that is refused', () => {
    const taking = operations().filter(({ operation }) => operation.requestBody);
    expect(taking.length).toBeGreaterThan(10);
    for (const { path, operation } of taking)
      expect(Object.keys(operation.responses), path).toEqual(
        expect.arrayContaining(['413', '415']),
      );
  });

  test('says of each endpoint what it is for, what it answers and how it fails', () => {
    const tags = document.tags.map(({ name }) => name);
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations()) {
      expect(operation.summary, path).toBeTruthy();
      expect(tags, path).toContain(operation.tags[0]);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(description, `${path} ${status}`).toBeTruthy();
        if (status >= '400')
          expect(content?.['application/json']?.schema.$ref).toBe('#/components/schemas/Error');
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((each) => each.in === 'path');
      expect(described.map(({ name }) => name)).toEqual(inPath);
    }
  });

  test('tells the truth: each endpoint is there, and another method is not', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const url = server.origin + path.replace(/\{\w+\}/g, 'nothing');
      for (const method of Object.keys(methods)) {
        const { status } = await fetch(url, { method: method.toUpperCase() });
        expect([404, 405], `${method} ${path}`).not.toContain(status);
      }
      const other = await fetch(url, { method: 'PUT' });
      expect(other.status, `PUT ${path}`).toBe(405);
    }
  });

  test('gives no statuses that an endpoint did not declare', async () => {
    for (const { path, method, operation } of operations()) {
      const url = server.origin + path.replace(/\{\w+\}/g, 'nothing');
      const { status } = await fetch(url, {
        method: method.toUpperCase(),
        ...(method !== 'get' && {
          headers: { 'content-type': 'application/json' },
          body: '{"unexpected":true}',
        }),
      });
      expect(Object.keys(operation.responses), `${method} ${path}`).toContain(String(status));
    }
  });
});
