/** A certificate authority for one run, and a certificate of the gateway's name that it signed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../program.ts';

export type Certificates = {
  authority: string;
  certificate: string;
  key: string;
  authorityFile: string;
};

/** Answers PEM texts, and the path of the authority's. */
export const makeCertificates = async (folder: string, host: string): Promise<Certificates> => {
  const openssl = async (...args: string[]) => {
    const options = { cwd: folder, env: process.env, timeoutMs: 20_000 };
    const { exit, output } = await runProgram('openssl', args, options);
    if (exit !== 0) throw new Error(`openssl ${args[0]} failed:\n${output}`);
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = ['-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test authority'];
  await openssl('req', '-x509', ...newKey, '-days', '1', ...authority);
  await openssl(
    'req',
    ...newKey,
    '-keyout',
    'host.key',
    '-out',
    'host.csr',
    '-subj',
    `/CN=${host}`,
  );
  await writeFile(join(folder, 'host.ext'), `subjectAltName=DNS:${host},IP:127.0.0.1\n`);
  const signed = ['-in', 'host.csr', '-out', 'host.pem', '-extfile', 'host.ext'];
  await openssl('x509', '-req', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...signed);
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return {
    authority: await read('ca.pem'),
    certificate: await read('host.pem'),
    key: await read('host.key'),
    authorityFile: join(folder, 'ca.pem'),
  };
};
