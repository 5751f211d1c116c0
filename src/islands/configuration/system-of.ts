/** The system that a browser says it runs on. Phones have no shell; their owners most likely use the nearest kin. */
import type { System } from '../../domain/recipe-render.ts';

export const systemOf = (userAgent: string): System => {
  if (/Windows/.test(userAgent)) return 'windows';
  return /Mac OS X|Macintosh|iPhone|iPad/.test(userAgent) ? 'macos' : 'linux';
};
