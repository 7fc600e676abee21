import { afterEach, beforeEach, expect, test } from 'vitest';
import { countTrails } from '#lib/trails/queries/count-trails.ts';
import { listTrails } from '#lib/trails/queries/list-trails.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import {
  addFolder,
  addTrail,
  MANAGEMENT,
  makeTrailWorld,
  ONE,
  ORGANISATION_TRAIL,
  OUTSIDE,
  type TrailWorld,
  TWO,
} from './organisation.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

let database: TestDatabase;
let world: TrailWorld;

beforeEach(async () => {
  database = await createTestDatabase();
  world = await makeTrailWorld(database);
});

afterEach(async () => {
  await world.db.$disconnect();
  await database.drop();
});

const list = (kind: 'view' | 'account', id: string) =>
  world.read(kind, id, async (db, scope) => {
    const { trails, accounts } = await listTrails(db, scope, NOW);
    expect(await countTrails(db, scope), 'counted as listed').toBe(trails.length);
    return { trails, accounts };
  });

test('without credentials each account and place is a trail, marked as inferred, with its regions and newest event', async () => {
  const at = { root: 'AWSLogs/', lastEventAt: '2026-11-20T11:50:00.000Z' };
  await addFolder(database, world.sourceId, { ...at, accountId: ONE, region: 'eu-central-1' });
  await addFolder(database, world.sourceId, { ...at, accountId: ONE, region: 'us-east-1' });
  await addFolder(database, world.sourceId, { ...at, accountId: TWO, region: 'us-east-1' });
  const { trails } = await list('view', 'prod');
  expect(trails).toMatchObject([
    {
      inferred: true,
      accountId: ONE,
      regions: ['eu-central-1', 'us-east-1'],
      bucket: 'audit',
      deliveredAt: at.lastEventAt,
    },
    {
      inferred: true,
      accountId: TWO,
      regions: ['us-east-1'],
      logging: null,
      name: null,
      logValidation: false,
    },
  ]);
});

test('the accounts under an organisation folder are one inferred trail', async () => {
  for (const accountId of [ONE, TWO])
    await addFolder(database, world.sourceId, {
      root: 'logs/AWSLogs/o-acme1/',
      accountId,
      region: 'us-east-1',
    });
  const { trails } = await list('view', 'prod');
  expect(trails).toMatchObject([
    {
      inferred: true,
      organization: true,
      organizationId: 'o-acme1',
      keyPrefix: 'logs',
      accounts: [ONE, TWO],
      accountId: null,
    },
  ]);
});

test('an organisation trail that several accounts see is one row, and explains the logs of them all', async () => {
  for (const seenBy of [MANAGEMENT, ONE])
    await addTrail(database, { seenBy, arn: ORGANISATION_TRAIL, organization: true });
  for (const accountId of [ONE, TWO])
    await addFolder(database, world.sourceId, { root: 'AWSLogs/o-acme1/', accountId, region: 'us-east-1' });
  const { trails } = await list('view', 'prod');
  expect(trails).toMatchObject([
    {
      arn: ORGANISATION_TRAIL,
      inferred: false,
      accountId: MANAGEMENT,
      accounts: [ONE, MANAGEMENT],
      collected: true,
    },
  ]);
});

test('a trail does not explain logs of another account, prefix or bucket', async () => {
  const arn = `arn:aws:cloudtrail:eu-central-1:${ONE}:trail/own`;
  await addTrail(database, { seenBy: ONE, arn, keyPrefix: 'logs' });
  await addFolder(database, world.sourceId, { root: 'logs/AWSLogs/', accountId: ONE, region: 'us-east-1' });
  await addFolder(database, world.sourceId, { root: 'AWSLogs/', accountId: ONE, region: 'us-east-1' });
  await addFolder(database, world.sourceId, { root: 'logs/AWSLogs/', accountId: TWO, region: 'us-east-1' });
  const { trails } = await list('view', 'prod');
  expect(trails.map(({ inferred, accountId, keyPrefix }) => [inferred, accountId, keyPrefix])).toEqual([
    [false, ONE, 'logs'],
    [true, ONE, ''],
    [true, TWO, 'logs'],
  ]);
});

test('of several answers about one trail the freshest that knows its status speaks', async () => {
  const trail = { arn: ORGANISATION_TRAIL, organization: true };
  await addTrail(database, { ...trail, seenBy: ONE, logging: null, askedAt: '2026-11-20T11:59:00Z' });
  await addTrail(database, { ...trail, seenBy: TWO, logging: false, askedAt: '2026-11-20T11:00:00Z' });
  await addTrail(database, { ...trail, seenBy: MANAGEMENT, logging: true, askedAt: '2026-11-20T09:00:00Z' });
  const { trails } = await list('view', 'prod');
  expect(trails).toMatchObject([{ logging: false, askedAt: '2026-11-20T11:00:00.000Z' }]);
});

test('an account sees its own answers and places and nobody else’s', async () => {
  await addTrail(database, { seenBy: MANAGEMENT, arn: ORGANISATION_TRAIL, organization: true });
  await addTrail(database, { seenBy: OUTSIDE, arn: `arn:aws:cloudtrail:eu-central-1:${OUTSIDE}:trail/own` });
  for (const accountId of [ONE, TWO])
    await addFolder(database, world.sourceId, { root: 'AWSLogs/o-acme1/', accountId, region: 'us-east-1' });
  const { trails, accounts } = await list('account', ONE);
  expect(trails).toMatchObject([{ inferred: true, accounts: [ONE] }]);
  expect(accounts).toMatchObject([{ accountId: ONE, credentials: null }]);
  expect((await list('view', 'prod')).trails.map(({ id }) => id)).toEqual([ORGANISATION_TRAIL]);
});

test('a bucket that is no source here is said; one whose source lies under or over the prefix is collected', async () => {
  const arn = (name: string) => `arn:aws:cloudtrail:eu-central-1:${ONE}:trail/${name}`;
  await addTrail(database, { seenBy: ONE, arn: arn('elsewhere'), bucket: 'other' });
  await addTrail(database, { seenBy: ONE, arn: arn('within'), keyPrefix: 'team/a' });
  await world.db.source.updateMany({ where: { id: world.sourceId }, data: { prefix: 'team/' } });
  await addTrail(database, { seenBy: ONE, arn: arn('beside'), keyPrefix: 'teams' });
  const { trails } = await list('view', 'prod');
  expect(trails.map(({ name, collected }) => [name, collected])).toEqual([
    ['beside', false],
    ['elsewhere', false],
    ['within', true],
  ]);
});
