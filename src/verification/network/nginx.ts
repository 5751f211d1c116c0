/** nginx, with a configuration for its `http` part. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Running, startProgram } from './running.ts';

/** `port` is one that the configuration listens on. Everything that nginx writes goes into `folder`. */
export const startNginx = async (
  folder: string,
  configuration: string,
  port: number,
): Promise<Running & { port: number }> => {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n');
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `daemon off;\npid ${join(folder, 'nginx.pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${configuration}\n}\n`,
  );
  const running = await startProgram('nginx', ['-p', folder, '-c', file], { cwd: folder, port });
  return { ...running, port };
};
