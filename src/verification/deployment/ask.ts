/** A visitor's request over HTTPS, to the site's name. */
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type Front, host } from './fronts.ts';

export type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Address of this machine that the request comes from. */
  from?: string;
};

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Resolves with the head of the answer. */
export const open = async (front: Front, path: string, asked: Asked): Promise<IncomingMessage> => {
  const { method = 'GET', headers = {}, body, from } = asked;
  const sent = request({
    host: '127.0.0.1',
    port: front.port,
    servername: host,
    ca: front.authority,
    agent: false,
    method,
    path,
    headers: { host, 'content-type': 'application/json', ...headers },
    ...(from ? { localAddress: from } : {}),
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
};

export const ask = async (front: Front, path: string, asked: Asked = {}): Promise<Answer> => {
  const answer = await open(front, path, asked);
  let text = '';
  for await (const part of answer.setEncoding('utf8')) text += part;
  return { status: answer.statusCode ?? 0, headers: answer.headers, text };
};
