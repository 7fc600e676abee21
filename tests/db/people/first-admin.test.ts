import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPrisma } from '#lib/db/prisma.ts';
import { createFirstAdmin, createFirstAdminLink, firstRunState } from '#lib/users/first-admin.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

let database: TestDatabase;
let prisma: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.webPool);
});

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const START = new Date('2026-11-20T10:00:00Z');
const hours = (n: number) => new Date(START.getTime() + n * 3_600_000);
const lena = { email: 'lena@example.com', name: 'Lena', password: 'correct horse battery' };

async function newToken(): Promise<string> {
  const link = await createFirstAdminLink(prisma, 'http://127.0.0.1:3000', START);
  if (!link) throw new Error('no link');
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/first-run\?token=[\w-]{43}$/);
  return new URL(link).searchParams.get('token') ?? '';
}

it('the first admin is made once, with the newest link, within a day', async () => {
  const older = await newToken();
  const token = await newToken();
  expect(await firstRunState(older, prisma, START)).toBe('expired');
  expect(await firstRunState(token, prisma, hours(23))).toBe('open');
  expect(await firstRunState(token, prisma, hours(24))).toBe('expired');
  expect(await firstRunState('guess', prisma, START)).toBe('expired');
  await expect(createFirstAdmin(prisma, { ...lena, token: older }, START)).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(createFirstAdmin(prisma, { ...lena, token }, hours(24))).rejects.toMatchObject({
    code: 'conflict',
  });

  const many = await Promise.allSettled(
    [1, 2, 3].map((n) => createFirstAdmin(prisma, { ...lena, email: `lena${n}@example.com`, token }, START)),
  );
  expect(many.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await prisma.user.count({ where: { role: 'admin' } })).toBe(1);
  expect(await firstRunState(token, prisma, START)).toBe('done');
  expect(await createFirstAdminLink(prisma, 'http://127.0.0.1:3000', START)).toBeNull();
});

it('the database keeps only a digest of the link', async () => {
  await prisma.user.deleteMany();
  const token = await newToken();
  const { rows } = await database.ownerPool.query('select i::text as row from invitation i');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ row }) => row).join()).not.toContain(token);
});
