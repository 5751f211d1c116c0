/** `/api/console/*`: keys, usage and request log of the session's account. */
import { consoleAccountRoutes } from './console-account.ts';
import { consoleKeyRoutes } from './console-keys.ts';
import { consoleLiveRoutes } from './console-live.ts';
import { consoleRequestRoutes } from './console-requests.ts';
import { consoleUsageRoutes } from './console-usage.ts';
import type { Api, PlaygroundParts } from './parts.ts';

export const consoleRoutes = (api: Api, parts: PlaygroundParts): void => {
  consoleAccountRoutes(api, parts);
  consoleKeyRoutes(api, parts);
  consoleUsageRoutes(api, parts);
  // Before the routes whose path has an id in the same place.
  consoleLiveRoutes(api, parts);
  consoleRequestRoutes(api, parts);
};
