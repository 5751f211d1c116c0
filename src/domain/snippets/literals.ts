/** JSON values and texts as source code of each language, quoted so that any text survives. */

type Style = {
  indent: string;
  true: string;
  false: string;
  null: string;
  /** After the last member of a list or object that spans lines. */
  trailingComma: string;
  member(name: string): string;
};

const typescript: Style = {
  indent: '  ',
  true: 'true',
  false: 'false',
  null: 'null',
  trailingComma: ',',
  // `"__proto__": x` would set the prototype instead of a member.
  member: (name) =>
    name === '__proto__' ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name),
};

const python: Style = {
  indent: '    ',
  true: 'True',
  false: 'False',
  null: 'None',
  trailingComma: ',',
  member: (name) => quoted(name),
};

export const typescriptLiteral = (value: unknown, depth = 0): string =>
  literal(typescript, value, depth);

export const pythonLiteral = (value: unknown, depth = 0): string => literal(python, value, depth);

/** Members of an object, one a line, without the braces: arguments of a call in Python. */
export const pythonArguments = (body: Record<string, unknown>): string =>
  Object.entries(body)
    .map(([name, value]) => `    ${name}=${pythonLiteral(value, 1)},`)
    .join('\n');

/** A text for a POSIX shell: single quotes, inside which nothing is special but the quote itself. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A text in double quotes, valid in JSON, JavaScript and Python alike. Controls that reorder text on the
 * screen are written as escapes, so that code reads as it runs.
 */
export const quoted = (text: string): string => visible(JSON.stringify(text));

/** Escapes the controls of bidirectional text. Inside the strings of a JSON text this changes nothing. */
export const visible = (text: string): string =>
  text.replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );

const literal = (style: Style, value: unknown, depth: number): string => {
  if (value === true) return style.true;
  if (value === false) return style.false;
  if (value === null || value === undefined) return style.null;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value))
    return block(
      style,
      ['[', ']'],
      value.map((item) => literal(style, item, depth + 1)),
      depth,
    );
  const members = Object.entries(value).map(
    ([name, member]) => `${style.member(name)}: ${literal(style, member, depth + 1)}`,
  );
  return block(style, ['{', '}'], members, depth);
};

const lineWidth = 84;

/** On one line when it is short and holds no line itself, else one member a line. */
const block = (
  style: Style,
  [open, close]: readonly [string, string],
  members: string[],
  depth: number,
): string => {
  if (members.length === 0) return open + close;
  const space = open === '{' && style === typescript ? ' ' : '';
  const short = `${open}${space}${members.join(', ')}${space}${close}`;
  if (depth > 0 && !short.includes('\n') && short.length + depth * style.indent.length < lineWidth)
    return short;
  const indent = style.indent.repeat(depth + 1);
  const lines = members.map((member) => `${indent}${member}`).join(',\n');
  return `${open}\n${lines}${style.trailingComma}\n${style.indent.repeat(depth)}${close}`;
};
