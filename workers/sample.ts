import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { z } from 'zod';
import { addAccount } from '#lib/accounts/mutations.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from '#lib/demo/organisation/accounts.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import type { Env } from '#lib/env.ts';
import { createSource, setSourceEndpoint } from '#lib/sources/mutations.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';

const BUCKET = 'acme-audit-cloudtrail';
const EVENTS = 60_000;
const DAYS = 14;
/** Not added at first, to show that a discovered account is offered and brings its past events. */
const LEFT_OUT = 1;

const person = z.object({ email: z.string(), password: z.string(), may: z.string() });
const sampleFile = z.object({
  port: z.number(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sourceId: z.number(),
  people: z.array(person),
});
type SampleFile = z.infer<typeof sampleFile>;

export type Sample = Pick<SampleFile, 'people'> & { close: () => Promise<void> };

/**
 * The sample organisation: its bucket in a local S3-speaking server under the data directory, and a view, accounts, people
 * and a log source that reads it like any bucket. Made on the first start where nothing is configured; null without one.
 */
export async function openSample(
  db: PrismaClient,
  settings: Env,
  say: (line: string) => void,
): Promise<Sample | null> {
  if (settings.TRAILKEEP_DEMO === '0') return null;
  const known = await readSample(settings);
  if (!known && !(await isWanted(db, settings))) return null;
  const keys = known ?? {
    port: 0,
    accessKeyId: `AKIA${randomKey(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  // What a first start that was killed left behind.
  if (!known) await rm(directoryOf(settings), { recursive: true, force: true });
  const server = await startServer(settings, keys);
  try {
    const sample = known ?? (await makeSample(db, server, keys, say));
    // The endpoint stands in the source; the port may be another one this time.
    if (known && known.port !== server.port) await setSourceEndpoint(db, known.sourceId, server.endpoint);
    await writeSample(settings, { ...sample, port: server.port });
    return { people: sample.people, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function isWanted(db: PrismaClient, settings: Env): Promise<boolean> {
  const empty = (await db.user.count()) === 0 && (await db.source.count()) === 0;
  return empty && (settings.TRAILKEEP_DEMO === '1' || settings.DATABASE_URL === undefined);
}

async function makeSample(
  db: PrismaClient,
  server: LocalS3,
  keys: Pick<SampleFile, 'accessKeyId' | 'secretAccessKey'>,
  say: (line: string) => void,
): Promise<SampleFile> {
  say(`making the sample organisation: ${EVENTS.toLocaleString('en')} events of ${DAYS} days …`);
  await fillBucket(server);
  const added = DEMO_ACCOUNTS.slice(0, DEMO_ACCOUNTS.length - LEFT_OUT);
  const view = await createView(db, 'system', { name: 'Acme production', slug: 'acme-production' });
  for (const { id, name } of added) await addAccount(db, 'system', { id, name, view: view.slug });
  const people = await makePeople(db, added, view.slug);
  const source = await createSource(
    db,
    'system',
    { view: view.slug },
    {
      kind: 's3',
      bucket: BUCKET,
      region: server.region,
      endpoint: server.endpoint,
      credentials: {
        kind: 'access-key',
        accessKeyId: keys.accessKeyId,
        secretAccessKey: keys.secretAccessKey,
      },
      collectDays: DAYS,
    },
  );
  return { ...keys, port: server.port, sourceId: source.id, people };
}

async function fillBucket(server: LocalS3): Promise<void> {
  server.store.createBucket(BUCKET);
  let made = 0;
  for (const { key, body } of generateObjects({ seed: 7, events: EVENTS, days: DAYS, end: new Date() })) {
    server.store.put(BUCKET, key, body);
    made += 1;
    // The terminal's Ctrl-C is heard in between.
    if (made % 200 === 0) await pause();
  }
}

async function makePeople(
  db: PrismaClient,
  accounts: DemoAccount[],
  view: string,
): Promise<SampleFile['people']> {
  const people: SampleFile['people'] = [];
  const make = async (email: string, name: string, role: 'admin' | 'member', may: string) => {
    const { generatedPassword } = await createUser(db, 'system', { email, name, role });
    people.push({ email, password: generatedPassword ?? '', may });
    return email;
  };
  await make('lena.wirth@acme.example', 'Lena Wirth', 'admin', 'security admin: sees everything');
  const manager = await make(
    'noor.haddad@acme.example',
    'Noor Haddad',
    'member',
    'view manager of Acme production',
  );
  await grantAccess(db, 'system', { email: manager, view, level: 'manager' });
  for (const account of accounts.slice(0, 2)) {
    const name = account.ownerName ?? account.name;
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@acme.example`;
    await make(email, name, 'member', `owner of the account ${account.name}`);
    await grantAccess(db, 'system', { email, account: account.id, level: 'owner' });
  }
  return people;
}

async function startServer(
  settings: Env,
  keys: Pick<SampleFile, 'port' | 'accessKeyId' | 'secretAccessKey'>,
): Promise<LocalS3> {
  const directory = directoryOf(settings);
  await mkdir(directory, { recursive: true });
  const { accessKeyId, secretAccessKey } = keys;
  const options = { directory, region: 'eu-central-1', credentials: [{ accessKeyId, secretAccessKey }] };
  try {
    return await startLocalS3({ ...options, port: keys.port });
  } catch {
    return startLocalS3({ ...options, port: 0 });
  }
}

async function readSample(settings: Env): Promise<SampleFile | null> {
  const text = await readFile(fileOf(settings), 'utf8').catch(() => null);
  return text === null ? null : sampleFile.parse(JSON.parse(text));
}

async function writeSample(settings: Env, sample: SampleFile): Promise<void> {
  await writeFile(fileOf(settings), `${JSON.stringify(sample, null, 2)}\n`, { mode: 0o600 });
}

function directoryOf(settings: Env): string {
  return join(settings.dataDirectory, 'sample-s3');
}

function fileOf(settings: Env): string {
  return join(settings.dataDirectory, 'sample.json');
}

function randomKey(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('');
}
