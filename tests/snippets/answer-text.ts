/** The text of an answer as curl prints it: JSON, or a stream of events, of any protocol. */

export const answerText = (printed: string): string =>
  printed.trimStart().startsWith('{')
    ? textIn(JSON.parse(printed))
    : printed
        .split('\n')
        .filter((line) => line.startsWith('data: {'))
        .map((line) => textIn(JSON.parse(line.slice('data: '.length))))
        .join('');

type Answer = {
  type?: string;
  choices?: { delta?: { content?: string }; message?: { content?: string } }[];
  content?: { text?: string }[];
  delta?: string | { text?: string };
  output?: { content?: { text?: string }[] }[];
};

const textIn = ({ type, choices, content, delta, output }: Answer): string => {
  if (choices)
    return choices.map((choice) => (choice.delta ?? choice.message)?.content ?? '').join('');
  if (type === 'response.output_text.delta') return typeof delta === 'string' ? delta : '';
  if (type === 'content_block_delta') return typeof delta === 'object' ? (delta.text ?? '') : '';
  const parts = content ?? output?.flatMap((item) => item.content ?? []) ?? [];
  return parts.map(({ text }) => text ?? '').join('');
};
