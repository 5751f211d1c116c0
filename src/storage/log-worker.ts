/** The thread that moves what is in SQLite's log into its file: it may wait for the disk, as nothing else runs here. */
import { parentPort, workerData } from 'node:worker_threads';
import { openWriter } from './sqlite.ts';

const database = openWriter(workerData, 'normal');
const port = parentPort;

port?.on('message', (message: 'move' | 'close') => {
  if (message === 'move') {
    database.exec('pragma wal_checkpoint(passive)');
    port.postMessage('moved');
    return;
  }
  database.close();
  port.close();
});
