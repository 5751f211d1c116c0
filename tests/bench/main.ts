/**
 * How fast the gateway is: side by side with the upstream alone, two bare proxies, and Portkey's
 * gateway. `npm run bench -- --help` lists the options.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type LoadResult, load } from './load.ts';
import { watchMemory } from './memory.ts';
import { type Row, summary, table } from './table.ts';
import { type Name, startTargets, type Targets } from './targets.ts';
import { json, slowBody, stream, type Traffic } from './traffic.ts';

const help = `npm run bench -- [options]

  --rounds N           rounds per row of the table, alternating between the targets (5)
  --seconds N          seconds per round and target (4)
  --connections LIST   numbers of connections (1,32,128)
  --traffic LIST       of json,stream (both)
  --only LIST          of upstream,passThrough,undici,gateway,portkey (all)
  --memory-minutes N   minutes of 200 slow streams, 0 for none (1)
  --profile FOLDER     writes a CPU profile of the gateway there
  --json               prints the figures as JSON as well`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '1,32,128' },
    traffic: { type: 'string', default: 'json,stream' },
    only: { type: 'string', default: 'upstream,passThrough,undici,gateway,portkey' },
    'memory-minutes': { type: 'string', default: '1' },
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const slowStreams = 200;
/** Before a row counts, per target: Node still compiles what runs often for some seconds. */
const warmUpSeconds = 5;

const main = async (): Promise<void> => {
  if (values.help) return console.log(help);
  const names = values.only.split(',') as Name[];
  const running = await startTargets(
    values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
  );
  const rows: Row[] = [];
  try {
    console.log(machine());
    for (const traffic of values.traffic.split(',').map(trafficNamed))
      for (const connections of values.connections.split(',').map(Number)) {
        const row = await measure(running, names, traffic, connections);
        rows.push(row);
        console.log(`${traffic.name}, ${connections} connections: measured`);
      }
    console.log(`\n${table(rows, names)}\n\n${summary(rows)}\n`);
    await watch(running);
  } finally {
    await running.stop();
  }
  await compareWithLog(running);
  await running.remove();
  if (values.json) console.log(JSON.stringify(rows));
};

const trafficNamed = (name: string): Traffic => {
  if (name === 'json') return json;
  if (name === 'stream') return stream;
  throw new Error(`There is no traffic "${name}"; choose of json,stream.`);
};

let answersOfGateway = 0;

/** Rounds in turn, so that what else the machine does falls on all alike. */
const measure = async (
  { targets }: Targets,
  names: Name[],
  { name: traffic, body, answer }: Traffic,
  connections: number,
): Promise<Row> => {
  const results = Object.fromEntries(names.map((name) => [name, [] as LoadResult[]]));
  const rounds = Number(values.rounds);
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const seconds = round === 0 ? warmUpSeconds : Number(values.seconds);
      const result = await load({ target: targets[name], body, answer, connections, seconds });
      if (name === 'gateway') answersOfGateway += result.answers;
      if (round > 0) results[name]?.push(result);
    }
  return { traffic, connections, results };
};

const watch = async ({ targets }: Targets): Promise<void> => {
  const minutes = Number(values['memory-minutes']);
  if (!(minutes > 0)) return;
  console.log(`Memory of the gateway with ${slowStreams} slow streams:`);
  await watchMemory({
    target: targets.gateway,
    body: slowBody,
    streams: slowStreams,
    minutes,
    sampled: ({ seconds, megabytes }) =>
      console.log(`  ${String(Math.round(seconds)).padStart(4)} s  ${megabytes.toFixed(0)} MB`),
  });
  answersOfGateway += slowStreams;
};

/** Fast, but is it kept? Every answer must have its charged row. */
const compareWithLog = async ({ charged }: Targets): Promise<void> => {
  const rows = await charged();
  console.log(`\n${answersOfGateway} answers of the gateway, ${rows} charged rows in its log.`);
  if (rows !== answersOfGateway) throw new Error('Answers and charged rows differ.');
};

const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ` +
  `${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}, Node ${process.version}\n`;

await main();
