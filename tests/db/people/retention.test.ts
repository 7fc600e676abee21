import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/auth/actor.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { setRetention } from '#lib/retention/mutations.ts';
import { getRetention } from '#lib/retention/queries/get-retention.ts';
import { listStoredWeeks } from '#lib/retention/queries/list-stored-weeks.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { plainEvent, storeEvents } from '#tests/setup/event-rows.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const admin: Actor = {
  userId: '00000000-0000-4000-8000-000000000001',
  name: 'A',
  email: 'a@example.com',
  role: 'admin',
  grants: [],
  ipAddress: '192.0.2.7',
};

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  const at = (n: number, time: string) => plainEvent(n, { eventTimeMs: Date.parse(time) });
  await storeEvents(database.workerPool, [
    at(1, '2026-11-18T10:00:00Z'),
    at(2, '2026-10-12T00:00:00Z'),
    at(3, '2026-10-18T23:59:59Z'),
  ]);
  await database.ownerPool.query('analyze event');
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const audited = () =>
  prisma.auditEntry.findMany({ where: { action: 'retention.set' }, orderBy: { id: 'asc' } });

test('everything is kept at first', async () => {
  expect(await getRetention(prisma)).toEqual({ eventDays: null, auditDays: null });
});

test('what is stored is counted week by week, for the web’s role and without a scope', async () => {
  const weeks = await listStoredWeeks(prisma);
  expect(weeks.map(({ week, events }) => [week, events])).toEqual([
    ['2026-11-16', 1],
    ['2026-10-12', 2],
  ]);
  for (const { eventBytes } of weeks) expect(eventBytes).toBeGreaterThan(8_000);
});

test('only an admin may set it', async () => {
  const member = { ...admin, role: 'member' as const };
  const refused = setRetention(prisma, member, { eventDays: 100, auditDays: null }, '', NOW);
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  expect(await getRetention(prisma)).toEqual({ eventDays: null, auditDays: null });
});

test('a number that deletes nothing is taken at once; one that deletes weeks has to be typed again', async () => {
  await setRetention(prisma, admin, { eventDays: 100, auditDays: 400 }, '', NOW);
  for (const typed of ['', '3', '300'])
    await expect(
      setRetention(prisma, admin, { eventDays: 30, auditDays: 400 }, typed, NOW),
      typed,
    ).rejects.toMatchObject({ code: 'bad-request', message: 'This deletes a week of events.' });
  expect(await getRetention(prisma)).toEqual({ eventDays: 100, auditDays: 400 });
  await setRetention(prisma, admin, { eventDays: 30, auditDays: 400 }, ' 30 ', NOW);
  expect(await getRetention(prisma)).toEqual({ eventDays: 30, auditDays: 400 });
  expect((await audited()).map(({ actor, ipAddress, detail }) => [actor, ipAddress, detail])).toEqual([
    [
      'a@example.com',
      '192.0.2.7',
      {
        from: { eventDays: null, auditDays: null },
        to: { eventDays: 100, auditDays: 400 },
        weeksToDelete: [],
      },
    ],
    [
      'a@example.com',
      '192.0.2.7',
      {
        from: { eventDays: 100, auditDays: 400 },
        to: { eventDays: 30, auditDays: 400 },
        weeksToDelete: ['2026-10-12'],
      },
    ],
  ]);
});

test('what is set already is no change, and no line of the log', async () => {
  const before = (await audited()).length;
  await setRetention(prisma, admin, { eventDays: 30, auditDays: 400 }, '', NOW);
  expect(await audited()).toHaveLength(before);
});

test('the database refuses less than two weeks of events, and less than a year of the audit log', async () => {
  for (const column of ['event_days = 13', 'audit_days = 364'])
    await expect(database.webPool.query(`update retention set ${column}`)).rejects.toMatchObject({
      code: '23514',
    });
  for (const statement of ['delete from retention', 'insert into retention default values'])
    await expect(database.webPool.query(statement)).rejects.toMatchObject({ code: '42501' });
});
