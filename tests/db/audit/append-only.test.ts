import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit, recordAudits } from '#lib/audit/record.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

const PERSON = { userId: '00000000-0000-4000-8000-000000000001', email: 'a@example.com' };
const REFUSED = { code: '42501' };

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
  await recordAudit(prisma, { by: PERSON, action: 'view.create', target: 'view:prod' });
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const CHANGES = [
  `update audit_entry set actor = 'nobody'`,
  'delete from audit_entry',
  'truncate audit_entry',
  'truncate audit_entry cascade',
];

describe('a line of the audit log', () => {
  it.each(CHANGES)('is kept by the database whoever tries: %s', async (statement) => {
    for (const pool of [database.webPool, database.workerPool, database.ownerPool])
      await expect(pool.query(statement)).rejects.toMatchObject(REFUSED);
    expect((await database.ownerPool.query('select count(*)::int as n from audit_entry')).rows[0].n).toBe(1);
  });

  it('has the database’s own time and number: the app cannot give it another', async () => {
    for (const pool of [database.webPool, database.workerPool]) {
      for (const [column, value] of [
        ['at', `'2020-01-01'`],
        ['id', '7'],
      ]) {
        const insert = `insert into audit_entry (actor, action, ${column}) values ('a', 'test.forged', ${value})`;
        await expect(pool.query(insert)).rejects.toMatchObject(REFUSED);
      }
    }
  });

  it('goes with the change that it records: where that is rolled back there is no line', async () => {
    const change = prisma.$transaction(async (tx) => {
      await recordAudit(tx, { by: 'system', action: 'view.rename', target: 'view:prod' });
      throw new Error('the change failed');
    });
    await expect(change).rejects.toThrow('the change failed');
    expect(await prisma.auditEntry.count({ where: { action: 'view.rename' } })).toBe(0);
  });

  it('says from where its person asked', async () => {
    await recordAudits(prisma, [
      { by: { ...PERSON, ipAddress: '192.0.2.7' }, action: 'test.from', target: 'person' },
      {
        by: { ...PERSON, ipAddress: '192.0.2.7' },
        action: 'test.from',
        target: 'own',
        ipAddress: '192.0.2.8',
      },
      { by: 'system', action: 'test.from', target: 'server' },
    ]);
    const lines = await prisma.auditEntry.findMany({
      where: { action: 'test.from' },
      orderBy: { id: 'asc' },
    });
    expect(lines.map(({ target, ipAddress }) => [target, ipAddress])).toEqual([
      ['person', '192.0.2.7'],
      ['own', '192.0.2.8'],
      ['server', null],
    ]);
  });
});

describe('how long the audit log is kept', () => {
  const age = (days: number) =>
    database.ownerPool.query(
      `insert into audit_entry (at, actor, action, target) values (now() - make_interval(days => $1), 'old', 'test.old', $1::text)`,
      [days],
    );
  const left = async () =>
    (
      await database.ownerPool.query(`select target from audit_entry where action = 'test.old' order by id`)
    ).rows.map(({ target }) => target);

  it('is for ever unless somebody says otherwise', async () => {
    await age(3000);
    await age(400);
    await age(10);
    expect((await database.workerPool.query('select prune_audit() as n')).rows[0].n).toBe(0);
    expect(await left()).toEqual(['3000', '400', '10']);
  });

  it('is what was said: older lines go and that stands in it, younger ones stay even for the owner', async () => {
    await database.webPool.query('update retention set audit_days = 365');
    await expect(database.webPool.query('select prune_audit()')).rejects.toMatchObject(REFUSED);
    expect((await database.workerPool.query('select prune_audit() as n')).rows[0].n).toBe(2);
    expect(await left()).toEqual(['10']);
    await expect(
      database.ownerPool.query(`delete from audit_entry where action = 'test.old'`),
    ).rejects.toMatchObject(REFUSED);
    const pruned = await prisma.auditEntry.findMany({ where: { action: 'audit.prune' } });
    expect(pruned.map(({ actor, detail }) => [actor, detail])).toEqual([['system', { entries: 2 }]]);
  });
});
