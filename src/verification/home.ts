/** A throw-away home and project, with the rendered recipe in them. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { RenderedFile } from '../domain/recipe-render.ts';

export type Home = { home: string; project: string; remove(): Promise<void> };

/** `modules`: a node_modules folder that programs in the project import from. */
export const makeHome = async (files: RenderedFile[], modules?: string): Promise<Home> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'verify-')));
  const home = join(folder, 'home');
  const project = join(folder, 'project');
  await mkdir(join(home, 'tmp'), { recursive: true });
  await mkdir(project);
  if (modules) await symlink(modules, join(project, 'node_modules'));
  for (const { path, text } of files) {
    const target = /^(~|\$HOME)\//.test(path)
      ? join(home, path.slice(path.indexOf('/')))
      : resolve(project, path);
    if (!target.startsWith(folder))
      throw new Error(`The recipe writes outside of the home: ${path}`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return { home, project, remove };
};
