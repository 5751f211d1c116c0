/** Prints what is wrong with the content, one line for each mistake. Exit status 1 if there is any. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentFaults } from './check.ts';
import { faultText } from './fault.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const faults = contentFaults(join(root, 'content'), root);
for (const fault of faults) console.error(faultText(fault));
process.exitCode = faults.length === 0 ? 0 : 1;
