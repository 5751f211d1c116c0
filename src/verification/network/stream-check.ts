/** Sends a streamed request through a proxy and asks for each event before the next one may leave the gateway. */
import type { TlsFront } from './tls-front.ts';

/** Answers how many events came; rejects if the proxy holds one back. */
export const eventsThrough = async (
  proxyOrigin: string,
  key: string,
  front: TlsFront,
): Promise<number> => {
  const answer = await fetch(`${proxyOrigin}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'sandbox/echo',
      max_tokens: 100,
      stream: true,
      messages: [{ role: 'user', content: 'one two three four five six seven eight nine ten' }],
    }),
    // A stuck stream never ends by itself.
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok || !answer.body)
    throw new Error(`The proxy answered ${answer.status}: ${await answer.text()}`);
  let events = 0;
  let rest = '';
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split('\n\n');
    rest = parts.pop() ?? '';
    events += parts.length;
    if (parts.length > 1) throw new Error(`${parts.length} events came at once.`);
    front.release();
  }
  return events;
};
