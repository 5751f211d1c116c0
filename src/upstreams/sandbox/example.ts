/**
 * A value that matches a JSON schema (https://json-schema.org): arguments of a tool call, or an answer
 * in a shape that the request asks for. Texts are made from the question.
 */
import {
  isObject,
  type JsonObject,
  list,
  member,
  text,
} from '../../domain/protocols/json-value.ts';

const deepest = 12;
/** A schema can refer to itself, and ask for lists of lists: what is over this is null. */
const mostValues = 1_000;
const mostSchemas = 20;
/** In characters, as JSON. A larger schema is no tool's, and is answered as if it asked for nothing. */
const largestSchema = 64 * 1024;

export const exampleOf = (schema: JsonObject, question: string): unknown =>
  JSON.stringify(schema).length > largestSchema
    ? {}
    : example(schema, { root: schema, question, name: '', depth: 0, budget: { left: mostValues } });

type Place = {
  root: JsonObject;
  question: string;
  name: string;
  depth: number;
  /** Values that may still be made. */
  budget: { left: number };
};

const example = (given: unknown, place: Place): unknown => {
  const schema = resolve(given, place.root);
  if (place.depth > deepest || place.budget.left-- <= 0) return null;
  if (schema.$ref !== undefined) return example(schema, { ...place, depth: place.depth + 1 });
  if (Object.hasOwn(schema, 'const')) return schema.const;
  const fixed = list(schema.enum)[0] ?? schema.default ?? list(schema.examples)[0];
  if (fixed !== undefined) return fixed;
  const [variant] = [schema.anyOf, schema.oneOf].flatMap(list);
  if (variant !== undefined) return example(variant, { ...place, depth: place.depth + 1 });
  if (Array.isArray(schema.allOf))
    return example(merged(schema, place.root), { ...place, depth: place.depth + 1 });
  return byType[typeOf(schema)]?.(schema, place) ?? null;
};

const byType: Record<string, (schema: JsonObject, place: Place) => unknown> = {
  object: (schema, place) => {
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required = list(schema.required).filter((name) => typeof name === 'string');
    const names = required.length > 0 ? required : Object.keys(properties);
    return Object.fromEntries(
      names.map((name) => [
        name,
        example(member(properties, name), { ...place, name, depth: place.depth + 1 }),
      ]),
    );
  },
  array: (schema, place) => {
    const items = list(schema.prefixItems);
    const count = Math.min(10, Math.max(1, numberOr(schema.minItems, 1), items.length));
    return Array.from({ length: count }, (_, index) =>
      example(items[index] ?? schema.items, { ...place, depth: place.depth + 1 }),
    );
  },
  string: (schema, place) => {
    const value = formats[text(schema.format)] ?? named(place);
    return value
      .padEnd(Math.min(1000, numberOr(schema.minLength, 0)), '.')
      .slice(0, numberOr(schema.maxLength, value.length + 1000));
  },
  number: (schema) => between(schema, 1),
  integer: (schema) => Math.ceil(between(schema, 1)),
  boolean: () => true,
};

const formats: Record<string, string> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  time: '00:00:00Z',
  email: 'reader@example.com',
  hostname: 'example.com',
  uri: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** Values that do no harm if an agent really runs the tool with them. */
const harmless: [RegExp, string][] = [
  [/command|script|code/i, 'echo hello'],
  [/path|file|dir|pattern|glob/i, 'README.md'],
  [/url|uri|link/i, 'https://example.com'],
  [/city|location|place/i, 'Lisbon'],
];

const named = ({ name, question }: Place): string =>
  harmless.find(([pattern]) => pattern.test(name))?.[1] ??
  (question.trim().slice(0, 200) || 'hello');

const typeOf = (schema: JsonObject): string => {
  const type = list(schema.type)[0] ?? schema.type;
  if (typeof type === 'string') return type;
  if (schema.properties) return 'object';
  return schema.items ? 'array' : 'string';
};

const between = (schema: JsonObject, wanted: number): number => {
  const least = numberOr(schema.minimum, numberOr(schema.exclusiveMinimum, -Infinity) + 1);
  const most = numberOr(schema.maximum, numberOr(schema.exclusiveMaximum, Infinity) - 1);
  return Math.min(Math.max(wanted, least), most);
};

const numberOr = (value: unknown, fallback: number): number =>
  typeof value === 'number' ? value : fallback;

/** Follows a reference within the document: `#/$defs/Name`. */
const resolve = (given: unknown, root: JsonObject): JsonObject => {
  const reference = member(given, '$ref');
  if (typeof reference !== 'string' || !reference.startsWith('#'))
    return isObject(given) ? given : {};
  const target = reference
    .slice(1)
    .split('/')
    .filter((step) => step !== '')
    .reduce<unknown>(
      (at, step) => member(at, step.replaceAll('~1', '/').replaceAll('~0', '~')),
      root,
    );
  return isObject(target) ? target : {};
};

/** One schema for a list that must all hold: later members win, properties and requirements add up. */
const merged = ({ allOf, ...rest }: JsonObject, root: JsonObject): JsonObject => {
  const schemas = [
    rest,
    ...list(allOf)
      .slice(0, mostSchemas)
      .map((part) => resolve(part, root)),
  ];
  return {
    ...Object.assign({}, ...schemas),
    properties: Object.assign({}, ...schemas.map(({ properties }) => properties)),
    required: schemas.flatMap(({ required }) => list(required)),
  };
};
