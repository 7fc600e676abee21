import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { z } from 'zod';
import { addAccount } from '#lib/accounts/mutations.ts';
import { BUILT_IN_RULES } from '#lib/alerts/rules/built-in-rules.ts';
import { switchRules } from '#lib/alerts/scope-rules/mutations.ts';
import { cloudTrailService } from '#lib/demo/aws/cloudtrail.ts';
import { type LocalS3, startLocalS3 } from '#lib/demo/aws/local-s3.ts';
import { DEMO_ACCOUNTS, type DemoAccount, SECURITY_AUDIT } from '#lib/demo/organisation/accounts.ts';
import { generateObjects } from '#lib/demo/organisation/generate-objects.ts';
import { DEMO_ASKED_ACCOUNTS, demoTrails } from '#lib/demo/organisation/trails.ts';
import type { Env } from '#lib/env.ts';
import { allowEndpoint } from '#lib/net/endpoint-policy.ts';
import { createSource, setSourceEndpoint } from '#lib/sources/mutations.ts';
import { setAccountCredentials, setAccountEndpoint } from '#lib/trails/mutations.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser } from '#lib/users/mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import type { PrismaClient } from '#prisma/client.ts';

const BUCKET = 'acme-audit-cloudtrail';
const EVENTS = 60_000;
const DAYS = 14;
/** Not added at first, to show that a discovered account is offered and brings its past events. */
const LEFT_OUT = 1;

/** Finds each single refused call, of which the sample has many. */
const NOISY_HERE: ReadonlySet<string> = new Set(['cis-4.1-each']);

const person = z.object({ email: z.string(), password: z.string(), may: z.string() });
const accessKey = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
const sampleFile = accessKey.extend({
  port: z.number(),
  sourceId: z.number(),
  people: z.array(person),
  /** When its events end; a sample of before there were trails does not say. */
  madeAt: z.iso.datetime().default(() => new Date().toISOString()),
  /** With which each account is asked for its trails. */
  accountKeys: z.array(accessKey.extend({ accountId: z.string() })).default([]),
});
type SampleFile = z.infer<typeof sampleFile>;
/** What the local server must know, whether or not the sample has been made. */
type ServerFacts = Omit<SampleFile, 'sourceId' | 'people'>;

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
  const facts: ServerFacts = known ?? {
    port: 0,
    ...newKey(),
    madeAt: new Date().toISOString(),
    accountKeys: [],
  };
  const hadKeys = facts.accountKeys.length > 0;
  if (!hadKeys)
    facts.accountKeys = DEMO_ASKED_ACCOUNTS.map((account) => ({ accountId: account.id, ...newKey() }));
  // What a first start that was killed left behind.
  if (!known) await rm(directoryOf(settings), { recursive: true, force: true });
  const server = await startServer(settings, facts);
  allowEndpoint(server.endpoint);
  try {
    const sample = known ?? (await makeSample(db, server, facts, say));
    // The endpoint stands in the source and the accounts; the port may be another one this time.
    if (known && known.port !== server.port) await setSourceEndpoint(db, known.sourceId, server.endpoint);
    await enterAccountKeys(db, server, facts, hadKeys);
    await writeSample(settings, { ...sample, ...facts, port: server.port });
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
  facts: ServerFacts,
  say: (line: string) => void,
): Promise<SampleFile> {
  say(`making the sample organisation: ${EVENTS.toLocaleString('en')} events of ${DAYS} days …`);
  await fillBucket(server, new Date(facts.madeAt));
  const added = DEMO_ACCOUNTS.slice(0, DEMO_ACCOUNTS.length - LEFT_OUT);
  const view = await createView(db, 'system', { name: 'Acme production', slug: 'acme-production' });
  for (const { id, name } of added) await addAccount(db, 'system', { id, name, view: view.slug });
  const people = await makePeople(db, added, view.slug);
  await db.$transaction((tx) =>
    switchRules(
      tx,
      'system',
      { viewId: view.id, accountId: null, target: `view:${view.slug}` },
      BUILT_IN_RULES.filter(({ id }) => !NOISY_HERE.has(id)).map(({ id }) => `builtin:${id}`),
      'live',
    ),
  );
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
        accessKeyId: facts.accessKeyId,
        secretAccessKey: facts.secretAccessKey,
      },
      collectDays: DAYS,
    },
  );
  return { ...facts, port: server.port, sourceId: source.id, people };
}

async function fillBucket(server: LocalS3, end: Date): Promise<void> {
  server.store.createBucket(BUCKET);
  let made = 0;
  for (const { key, body } of generateObjects({ seed: 7, events: EVENTS, days: DAYS, end })) {
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

/** AWS is asked for the trails of some accounts with keys of their own; the others' are inferred from their logs. */
async function enterAccountKeys(
  db: PrismaClient,
  server: LocalS3,
  { accountKeys, port }: ServerFacts,
  known: boolean,
): Promise<void> {
  for (const { accountId, ...key } of accountKeys) {
    if (known && port !== server.port) await setAccountEndpoint(db, accountId, server.endpoint);
    if (known || !(await db.account.findUnique({ where: { id: BigInt(accountId) } }))) continue;
    const credentials = { kind: 'access-key', ...key } as const;
    await setAccountCredentials(db, 'system', accountId, { credentials, endpoint: server.endpoint });
  }
}

async function startServer(settings: Env, facts: ServerFacts): Promise<LocalS3> {
  const directory = directoryOf(settings);
  await mkdir(directory, { recursive: true });
  const { accessKeyId, secretAccessKey, accountKeys } = facts;
  const options = {
    directory,
    region: 'eu-central-1',
    credentials: [
      { accessKeyId, secretAccessKey, arn: userOf(SECURITY_AUDIT.id) },
      ...accountKeys.map(({ accountId, ...key }) => ({ ...key, arn: userOf(accountId), buckets: [] })),
    ],
    services: [cloudTrailService(demoTrails(BUCKET, DAYS, Date.parse(facts.madeAt)))],
  };
  try {
    return await startLocalS3({ ...options, port: facts.port });
  } catch {
    return startLocalS3({ ...options, port: 0 });
  }
}

function userOf(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/trailkeep`;
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

function newKey(): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: `AKIA${randomKey(16)}`, secretAccessKey: randomBytes(30).toString('base64') };
}

function randomKey(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('');
}
