/** Where items go, for real: a mail server, a receiver of webhooks, and a stand-in for GitHub's API. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';

type Closing = { close(): Promise<void> };

export type Mail = { messageId: string; subject: string; source: string };

export type MailServer = Closing & { url: string; mails: Mail[]; failures: number };

/** Takes mail; refuses the next `failures` ones, and whoever logs in, with a message that repeats the password. */
export const startMailServer = async (port = 0): Promise<MailServer> => {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ password }, _session, done) => done(new Error(`Nobody has ${password}`)),
    onData: (stream, _session, done) => {
      let source = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        source += chunk;
      });
      stream.on('end', () => {
        if (place.failures > 0) {
          place.failures--;
          done(new Error('Not now'));
          return;
        }
        const header = (name: string) =>
          new RegExp(`^${name}: (.*)$`, 'mi').exec(source)?.[1] ?? '';
        mails.push({ messageId: header('message-id'), subject: header('subject'), source });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address() as AddressInfo;
  const place: MailServer = {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    failures: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return place;
};

export type Received = { id: string; payload: { type: string; data: Record<string, unknown> } };

export type WebhookReceiver = Closing & {
  url: string;
  received: Received[];
  /** Requests whose signature was wrong. */
  forged: number;
  failures: number;
  /** Answers with a redirect to here. */
  redirectTo: string | undefined;
};

/** Takes signed webhooks, each id once, as the standard asks of receivers. */
export const startWebhookReceiver = async (secret: string, port = 0): Promise<WebhookReceiver> => {
  const webhook = new Webhook(secret);
  const { url, close } = await startHttp(port, async (request, response) => {
    const body = await textOf(request);
    if (place.redirectTo) return void response.writeHead(307, { location: place.redirectTo }).end();
    if (place.failures > 0) {
      place.failures--;
      return void response.writeHead(503).end();
    }
    const headers = request.headers as Record<string, string>;
    try {
      webhook.verify(body, headers);
    } catch {
      place.forged++;
      return void response.writeHead(401).end();
    }
    const id = headers['webhook-id'] ?? '';
    if (!place.received.some((each) => each.id === id))
      place.received.push({ id, payload: JSON.parse(body) });
    response.writeHead(204).end();
  });
  const place: WebhookReceiver = {
    url: `${url}/hook`,
    received: [],
    forged: 0,
    failures: 0,
    redirectTo: undefined,
    close,
  };
  return place;
};

type Issue = { number: number; title: string; body: string; labels: string[]; comments: string[] };

export type Github = Closing & {
  url: string;
  issues: Issue[];
  /** What goes wrong next: nothing is done, or it is done and the answer gets lost. */
  faults: ('error' | 'lost answer')[];
};

/** The part of GitHub's API that opens issues and adds comments. */
export const startGithub = async (token: string): Promise<Github> => {
  const { url, close } = await startHttp(0, async (request, response) => {
    const answer = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (request.headers.authorization !== `token ${token}`) return answer(401, { message: 'No' });
    const body = await textOf(request);
    const path = new URL(request.url ?? '', url).pathname;
    const [, number] = /^\/repos\/o\/r\/issues(?:\/(\d+)\/comments)?$/.exec(path) ?? [path];
    const issue = place.issues.find((each) => String(each.number) === number);
    const shown = (each: Issue) => ({ ...each, html_url: `${url}/o/r/issues/${each.number}` });
    if (request.method === 'GET')
      return answer(
        200,
        issue
          ? issue.comments.map((text) => ({ body: text, html_url: 'c' }))
          : place.issues.map(shown),
      );

    const fault = place.faults.shift();
    if (fault === 'error') return answer(502, { message: 'Later' });
    const sent = JSON.parse(body);
    if (issue) issue.comments.push(sent.body);
    else
      place.issues.push({
        number: place.issues.length + 1,
        title: sent.title,
        body: sent.body,
        labels: sent.labels ?? [],
        comments: [],
      });
    if (fault === 'lost answer') return void request.socket.destroy();
    const last = place.issues.at(-1);
    answer(201, issue || !last ? { html_url: 'c' } : shown(last));
  });
  const place: Github = { url, issues: [], faults: [], close };
  return place;
};

const startHttp = async (
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Closing & { url: string }> => {
  const server = createServer((request, response) => void handle(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
};
