// The house rules of docs/decisions/0002: who may import whom, from the roof down to the ground.
const rooms = {
  server: '^src/server',
  chat: '^src/chat/',
  change: '^src/change/',
  graph: '^src/graph/',
  jit: '^src/jit/',
  records: '^src/records/',
  signIn: '^src/sign-in/',
};
/** A room may import these rooms of ours, itself, settings and problems; nothing else of ours. */
const only = (name, from, allowed, fix) => ({
  name,
  severity: 'error',
  comment: fix,
  from: { path: from },
  to: { path: '^src/', pathNot: [from, '^src/settings', '^src/problems', ...allowed] },
});
/** A package that only one room may import. */
const package_ = (name, packagePath, room, fix) => ({
  name,
  severity: 'error',
  comment: fix,
  from: { path: '^src/', pathNot: [room, '^src/practice/'] },
  to: { path: `node_modules/${packagePath}` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Move what both need one floor down.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'product-knows-no-practice',
      severity: 'error',
      comment: 'The practice tenant imitates Microsoft from outside; put shared facts into a ground room.',
      from: { path: '^src/', pathNot: '^src/practice/' },
      to: { path: '^src/practice/' },
    },
    only(
      'main-wires',
      '^src/(main|wire|audit)',
      [rooms.server, rooms.chat, rooms.change, rooms.graph, rooms.records, rooms.signIn],
      'main.ts, wire.ts and audit.ts only wire rooms together.',
    ),
    only(
      'server-serves',
      rooms.server,
      [rooms.chat, rooms.signIn, rooms.records],
      'server/ speaks HTTP; hand the rest to chat/.',
    ),
    only(
      'chat-talks',
      rooms.chat,
      [rooms.change, rooms.signIn, rooms.graph, rooms.jit, rooms.records],
      'chat/ may not reach upwards.',
    ),
    only(
      'change-changes',
      rooms.change,
      [rooms.graph, rooms.jit, rooms.records],
      'change/ reports through a port that chat/ fills.',
    ),
    only(
      'graph-reads-and-writes',
      rooms.graph,
      [rooms.jit],
      'graph/ knows the tenant and the domain, nothing of chat.',
    ),
    only('jit-is-pure', rooms.jit, [], 'jit/ is the ground: pass in what it needs.'),
    only('records-stand-alone', rooms.records, [], 'records/ is the ground: pass in what it needs.'),
    only('sign-in-stands-alone', rooms.signIn, [], 'sign-in/ is the ground: pass in what it needs.'),
    only(
      'settings-and-problems-stand-alone',
      '^src/(settings|problems)',
      [],
      'The ground imports nothing of ours.',
    ),
    package_(
      'teams-sdks-in-chat',
      '(botbuilder|botframework-connector|@microsoft/teams-ai)',
      rooms.chat,
      'Go through the seam in chat/teams.ts.',
    ),
    package_('graph-client-in-graph', '@microsoft/microsoft-graph-client', rooms.graph, 'Ask graph/ for it.'),
    package_('identity-in-sign-in', '@azure/identity', rooms.signIn, 'Ask sign-in/ for a token.'),
    package_('sql-in-records', 'libsql', rooms.records, 'Use the five verbs of records/.'),
    {
      name: 'jit-has-no-effects',
      severity: 'error',
      comment: 'jit/ is pure: no I/O, clock and ids are passed in (hashing excepted).',
      from: { path: '^src/jit/' },
      to: { dependencyTypes: ['core'], pathNot: 'crypto' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
