/** Words of a question or a passage as the search compares them: without filler, endings and synonyms. */

export const terms = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/time-outs?/g, 'timeout')
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((word) => word.length > 1 && !filler.has(word))
    .map((word) => synonyms.get(word) ?? synonyms.get(stem(word)) ?? stem(word))
    .filter((word) => !filler.has(word));

const filler = new Set(
  (
    'a an the of to in on at by for with from into and or but if then else is are was were be been am ' +
    'do does did doing done i me my mine we our you your it its they them this that these those there here ' +
    'what which who whom how when where why can could should would will shall may might must have has had ' +
    'not no so as about than too very just also please tell help anything something need want get got any some all more much ' +
    'im ive dont doesnt didnt isnt cant wont whats hows happens happen work works'
  ).split(' '),
);

/** Groups of words that mean the same here; the first stands for all. */
const groups = [
  [
    'charge',
    'charged',
    'charges',
    'bill',
    'billed',
    'billing',
    'cost',
    'pay',
    'paid',
    'price',
    'pricing',
    'spend',
    'spent',
    'spending',
    'expensive',
    'invoice',
    'money',
  ],
  ['leak', 'stolen', 'exposed', 'compromised', 'published', 'committed', 'pushed'],
  ['delete', 'remove', 'erase', 'revoke'],
  ['url', 'endpoint', 'address', 'baseurl', 'base_url'],
  ['fail', 'failed', 'failure', 'error', 'broken'],
  ['stream', 'streaming', 'sse'],
  [
    'disconnect',
    'interrupted',
    'aborted',
    'cut',
    'midway',
    'stopped',
    'broke',
    'break',
    'cancelled',
    'canceled',
    'stop',
  ],
  ['caching', 'cache', 'cached'],
  [
    'differ',
    'higher',
    'unexpected',
    'expected',
    'difference',
    'different',
    'wrong',
    'mismatch',
    'high',
  ],
  ['bug', 'suggestion', 'feedback', 'problem', 'issue'],
  ['security', 'vulnerability', 'vulnerabilities', 'exploit', 'cve'],
  [
    'tls',
    'ssl',
    'certificate',
    'mitm',
    'mitmproxy',
    'cert',
    'selfsigned',
    'charles',
    'fiddler',
    'zscaler',
  ],
  ['slow', 'latency', 'lag', 'laggy'],
  ['key', 'token_key', 'apikey', 'api_key', 'credential', 'secret'],
  ['tool', 'app', 'client', 'extension', 'plugin', 'editor'],
  ['anthropic', 'claude'],
  ['limit', 'quota', 'ratelimit'],
  ['raise', 'increase', 'rise', 'raises'],
  ['many', 'cap', 'maximum'],
  ['become', 'computed', 'calculated', 'compute', 'calculate', 'computation'],
  ['disable', 'deactivate', 'block', 'suspend'],
  ['reset', 'rotate', 'regenerate', 'renew'],
  ['setup', 'configure', 'configuration', 'install'],
  ['timeout', 'timeouts'],
  ['listed', 'lists', 'list'],
];

const synonyms = new Map(
  groups.flatMap(([first = '', ...others]) => others.map((word) => [word, first] as const)),
);

const stem = (word: string): string => {
  if (word.length <= 3 || /\d/.test(word)) return word;
  return word
    .replace(/ies$/, 'y')
    .replace(/(ss|us|is)$/, '$1 ')
    .replace(/s$/, '')
    .trim()
    .replace(/(?<=\w{4})(ing|ed)$/, '');
};
