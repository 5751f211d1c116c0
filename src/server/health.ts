/** `/healthz`: 200 while the server takes requests, 503 once it is stopping. */
import type { ServerResponse } from 'node:http';

export type Health = { version: string; builtAt: string | null; stopping: boolean };

export const answerHealth = (response: ServerResponse, health: Health): void => {
  response.writeHead(health.stopping ? 503 : 200, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(
    JSON.stringify({
      status: health.stopping ? 'stopping' : 'ok',
      version: health.version,
      builtAt: health.builtAt,
    }),
  );
};
