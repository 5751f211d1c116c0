/** A PostgreSQL of the tests' own, in a temporary folder, on a free port, gone with the tests. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export type PostgresUnderTest = {
  /** Makes an empty database; answers its URL. */
  newDatabase(): Promise<string>;
  /** Ends the server at once, as a crash does. */
  crash(): Promise<void>;
  /** Starts it again, on the same port and with the same content. */
  restart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
};

export const startPostgres = async (): Promise<PostgresUnderTest> => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const owner = ownerOfFiles();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const content = join(folder, 'content');
  execFileSync(
    'initdb',
    ['-D', content, '-U', 'tests', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: folder, stdio: 'pipe' },
  );
  const port = await freePort();
  const start = () => startServer(content, port, owner);
  let server = await start();
  let databases = 0;

  const crash = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
  };
  const url = (database: string) => `postgres://tests@127.0.0.1:${port}/${database}`;

  return {
    newDatabase: async () => {
      const name = `database_${++databases}`;
      const client = new pg.Client(url('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    crash,
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

type Owner = { uid: number; gid: number };

/** PostgreSQL refuses to run as root. */
const ownerOfFiles = (): Owner | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: '-u' | '-g') =>
    Number(execFileSync('id', [flag, 'nobody'], { stdio: 'pipe' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
};

/** Resolves when the server takes connections. Nothing here has to survive a power cut. */
const startServer = async (
  content: string,
  port: number,
  owner: Owner | undefined,
): Promise<ChildProcess> => {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=200',
    'shared_buffers=32MB',
  ];
  const server = spawn(
    'postgres',
    ['-D', content, ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: content, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  process.once('exit', () => server.kill('SIGQUIT'));
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${output}`)));
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('ready to accept connections')) resolve();
    });
  });
  return server;
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
};
