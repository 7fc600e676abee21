/** The one table of who may import whom. A room may import its own layer and those before it, never a later one. */
export const LAYERS: readonly (readonly string[])[] = [
  ['lib/errors.ts', 'lib/env.ts', 'lib/log.ts', 'lib/form-state.ts', 'lib/time', 'lib/charts', 'lib/lists'],
  ['lib/cloudtrail'],
  ['lib/net', 'lib/http', 'lib/db', 'lib/aws', 'lib/secrets', 'lib/audit', 'lib/auth', 'lib/geo'],
  ['lib/users', 'lib/views', 'lib/accounts'],
  ['lib/sources'],
  ['lib/activity', 'lib/events', 'lib/ingest', 'lib/ledger', 'lib/retention'],
  ['lib/summary', 'lib/searches', 'lib/trails', 'lib/integrity', 'lib/policies'],
  ['lib/alerts'],
  ['lib/demo'],
];

/** Top-level folders that code may stand in, and which of them each may import. */
export const TOP_LEVEL: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'components', 'lib'],
  components: ['components', 'lib'],
  lib: ['lib', 'prisma'],
  workers: ['workers', 'lib', 'prisma'],
  tests: ['tests', 'app', 'components', 'lib', 'workers', 'prisma'],
  prisma: ['prisma'],
};

/** Base values that everybody may take, although they stand in a later layer than some who do. */
export const ISOMORPHIC_EXCEPTIONS: readonly string[] = [
  'lib/accounts/account-id.ts',
  'lib/accounts/schema.ts',
  'lib/activity/value-kinds.ts',
  'lib/sources/source-status.ts',
];

/** Rooms that touch nothing: no database, network, file, environment or clock. */
export const PURE_ROOMS: readonly string[] = ['lib/cloudtrail', 'lib/charts', 'lib/time'];
export const IMPURE_MODULES: readonly RegExp[] = [
  /^node:(fs|net|http|https|child_process|dns|process|timers)/,
  /^pg$/,
  /^@aws-sdk\//,
  /^@prisma\//,
  /^pino$/,
];

/** What must never be in a browser. */
export const SERVER_ONLY: readonly RegExp[] = [
  /^node:/,
  /^pg(-|$)/,
  /^@prisma\//,
  /^@aws-sdk\//,
  /^pino$/,
  /^server-only$/,
  /^next\/headers$/,
];

export const MAX_LINES = 400;
export const MAX_DEPTH = 4;
