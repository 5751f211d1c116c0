/** Finds private keys in armour: from the BEGIN line to the END line, or as far as the key reaches without one. */
import type { Hit, View } from './view.ts';

const marks = /-----(?<mark>BEGIN|END)(?<label>[^-]{0,60})-----/g;

export const findBlocks = ({ text }: View): Hit[] => {
  const found = [...text.matchAll(marks)].map((match) => ({
    mark: match.groups?.mark,
    isKey: /PRIVATE\s*KEY/.test(match.groups?.label ?? ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
  return found.flatMap(({ mark, isKey, start, end }, index) => {
    if (mark !== 'BEGIN' || !isKey) return [];
    const next = found[index + 1];
    return [
      {
        kind: 'private key',
        start,
        end: next?.mark === 'END' ? next.end : bodyEnd(text, end),
      },
    ];
  });
};

/** Follows tokens of base64 and the headers of old keys; stops where words begin. */
const bodyEnd = (text: string, from: number): number => {
  const token =
    /(?:\s|\\[nr]|["'`+,>|]){0,60}((?:Proc-Type|DEK-Info|Comment|Version|Hash):[^\r\n\\]{0,100}|[A-Za-z0-9+/=]{1,65536})/y;
  token.lastIndex = from;
  let reached = from;
  let short = 0;
  for (let match = token.exec(text); match && short < 2; match = token.exec(text)) {
    const body = match[1] ?? '';
    short = body.length >= 16 || body.includes(':') ? 0 : short + 1;
    if (short === 0 || (short === 1 && !/^[A-Z]?[a-z]*$/.test(body)))
      reached = match.index + match[0].length;
  }
  return reached;
};
