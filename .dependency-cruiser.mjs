// The floors: a file imports from its own floor's folder and from floors below, never above or sideways.
const floor = (name, folder, allowed) => ({
  name,
  comment: `src/${folder} may import only from: ${[folder, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|tests)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
});

export default {
  forbidden: [
    floor('floor-1-domain', 'domain', []),
    floor('floor-2-storage', 'storage', ['domain']),
    floor('floor-2-upstreams', 'upstreams', ['domain']),
    floor('floor-3-gateway', 'gateway', ['domain', 'storage', 'upstreams']),
    floor('floor-3-intake', 'intake', ['domain', 'storage', 'upstreams']),
    floor('floor-4-playground', 'playground', [
      'domain',
      'storage',
      'upstreams',
      'gateway',
      'intake',
    ]),
    floor('floor-2-configuration', 'configuration', ['domain']),
    floor('floor-5-server', 'server', [
      'domain',
      'configuration',
      'storage',
      'upstreams',
      'gateway',
      'intake',
      'playground',
    ]),
    // The operator's command line stands beside the server and is imported by none.
    floor('floor-5-admin', 'admin', ['domain', 'configuration', 'storage', 'intake']),
    floor('islands', 'islands', ['domain']),
    floor('components', 'components', ['domain', 'islands', 'styles']),
    floor('pages', 'pages', ['domain', 'components', 'styles']),
    floor('setup', 'setup', []),
    // Runs before Astro does, so it reads content as files.
    floor('content-check', 'content-check', ['domain', 'components']),
    // Runs the real server as a process; it never imports it.
    floor('verification', 'verification', ['domain']),
    {
      name: 'domain-is-pure',
      comment: 'src/domain runs in the browser and on the server: no I/O, no Node built-ins',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|virtual:|@astrojs/starlight)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.astro', '.json'],
    },
  },
};
