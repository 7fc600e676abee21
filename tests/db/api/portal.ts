import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addAccount } from '#lib/accounts/mutations.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { collectSource } from '#lib/ingest/collect-source.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createToken } from '#lib/users/token-mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';

/** Alpha and beta are in the view prod, gamma is in none, delta was only seen in the view's source. */
export const ACCOUNTS = {
  alpha: '012345678901',
  beta: '222222222222',
  gamma: '333333333333',
  delta: '444444444444',
};

export const PEOPLE = ['admin', 'manager', 'viewer', 'owner-alpha', 'owner-beta', 'stranger'] as const;
export type Person = (typeof PEOPLE)[number];

export type ApiPortal = {
  database: TestDatabase;
  tokens: Record<Person, string>;
  /** The records as they were delivered, by event id. */
  raw: Map<string, string>;
  close: () => Promise<void>;
};

/** Yesterday, 10:00 UTC. */
export const DAY = new Date(Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000 + 10 * 3_600_000);
export const eventIdOf = (account: string, n: number) =>
  `${account.slice(0, 8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const SHARED_ID = 'aaaaaaaa-0000-4000-8000-000000000001';

/** People of every role with a token each, and three events in every account, collected from a folder. */
export async function openApiPortal(): Promise<ApiPortal> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-api-'));
  const prisma = createPrisma(database.webPool);
  const tokens = await seedPeople(prisma);
  const { rows } = await database.ownerPool.query<{ id: number }>(
    `insert into source (view_id, kind, directory, collect_days) select id, 'directory', $1, 30 from view where slug = 'prod' returning id`,
    [directory],
  );
  const raw = await writeObjects(directory);
  const source = await getSource(database.workerPool, rows[0]?.id ?? 0);
  await collectSource(createIngestContext(database.workerPool), source, { lanes: 1, discover: true });
  // Gamma's events are there, but no longer through a source of the view.
  await database.ownerPool.query('delete from source_account where account_id = $1', [ACCOUNTS.gamma]);
  const close = async () => {
    await prisma.$disconnect();
    await database.drop();
    await rm(directory, { recursive: true });
  };
  return { database, tokens, raw, close };
}

async function seedPeople(prisma: ReturnType<typeof createPrisma>): Promise<Record<Person, string>> {
  const emailOf = (person: Person) => `${person}@example.com`;
  for (const person of PEOPLE) {
    await createUser(prisma, 'system', {
      email: emailOf(person),
      name: person,
      role: person === 'admin' ? 'admin' : 'member',
    });
  }
  await createView(prisma, 'system', { name: 'Prod' });
  await addAccount(prisma, 'system', {
    id: ACCOUNTS.alpha,
    name: 'Alpha',
    view: 'prod',
    owner: emailOf('owner-alpha'),
  });
  await addAccount(prisma, 'system', {
    id: ACCOUNTS.beta,
    name: 'Beta',
    view: 'prod',
    owner: emailOf('owner-beta'),
  });
  await addAccount(prisma, 'system', { id: ACCOUNTS.gamma, name: 'Gamma' });
  await grantAccess(prisma, 'system', { email: emailOf('manager'), view: 'prod', level: 'manager' });
  await grantAccess(prisma, 'system', { email: emailOf('viewer'), view: 'prod', level: 'viewer' });
  const tokens: Partial<Record<Person, string>> = {};
  for (const person of PEOPLE) {
    tokens[person] = (await createToken(prisma, 'system', { email: emailOf(person), name: 'test' })).token;
  }
  return tokens as Record<Person, string>;
}

async function writeObjects(directory: string): Promise<Map<string, string>> {
  const raw = new Map<string, string>();
  for (const account of Object.values(ACCOUNTS)) {
    const records = [1, 2, 3].map((n) => {
      // Spaces and the order of keys are the evidence's own.
      const text = `{"eventVersion": "1.11",  "eventID":"${eventIdOf(account, n)}", "eventTime":"${timeOf(n)}", "eventSource":"s3.amazonaws.com",
  "eventName":"${n === 3 ? 'DeleteBucket' : 'ListBuckets'}", "awsRegion":"eu-central-1", "recipientAccountId":"${account}", "sourceIPAddress":"203.0.113.${n}",
  "readOnly":${n !== 3}, ${n === 1 ? `"sharedEventID":"${SHARED_ID}",` : ''} ${n === 3 ? '"errorCode":"AccessDenied",' : ''}
  "userIdentity":{"type":"IAMUser","userName":"lena","arn":"arn:aws:iam::${account}:user/lena","accessKeyId":"AKIA${account}"}}`;
      raw.set(eventIdOf(account, n), text);
      return text;
    });
    const day = DAY.toISOString().slice(0, 10);
    const stamp = `${day.replaceAll('-', '')}T1015Z`;
    const file = join(
      directory,
      `AWSLogs/${account}/CloudTrail/eu-central-1/${day.replaceAll('-', '/')}/${account}_CloudTrail_eu-central-1_${stamp}_abcdefghijklmnop.json.gz`,
    );
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, gzipSync(`{"Records":[${records.join(',')}]}`));
  }
  return raw;
}

export function timeOf(n: number): string {
  return new Date(DAY.getTime() + n * 60_000).toISOString().replace('.000Z', 'Z');
}
