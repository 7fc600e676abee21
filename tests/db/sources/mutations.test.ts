import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZodError } from 'zod';
import {
  createSource,
  pauseSource,
  removeSource,
  requestCollect,
  resumeSource,
  updateSource,
} from '#lib/sources/mutations.ts';
import { readSourceSecret } from '#lib/sources/open-store.ts';
import { getSource } from '#lib/sources/queries/get-source.ts';
import type { NewSourceInput, SourceChangeInput } from '#lib/sources/schema.ts';
import { ACCOUNTS, type OpenOrganisation, openOrganisation } from '#tests/db/people/organisation.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

let database: OpenOrganisation['database'];
let prisma: OpenOrganisation['prisma'];
let organisation: OpenOrganisation['organisation'];
let actor: OpenOrganisation['actor'];
let close: OpenOrganisation['close'];
let made = 0;

beforeAll(async () => {
  ({ database, prisma, organisation, actor, close } = await openOrganisation());
});
afterAll(() => close());

function change(more: Partial<SourceChangeInput> = {}): SourceChangeInput {
  return {
    credentials: { kind: 'access-key', accessKeyId: 'AKIAONE', secretAccessKey: SECRET },
    ...more,
  };
}

function bucket(more: Partial<SourceChangeInput> = {}): NewSourceInput {
  made += 1;
  return { kind: 's3', bucket: `bucket-${made}`, ...change(more) };
}

/** The fields that were wrong, with what was said of them. */
async function faultsOf(work: Promise<unknown>): Promise<Record<string, string>> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ZodError)) throw error;
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}

const inProd = { view: 'prod' };
const worker = () => database.workerPool;

test('a new bucket is due at once, announced to the workers, and its secret is sealed and the workers’ alone', async () => {
  const listener = await worker().connect();
  const heard = new Promise<string | undefined>((resolve) =>
    listener.once('notification', ({ payload }) => resolve(payload)),
  );
  await listener.query('listen trailkeep_collect');
  const { id } = await createSource(prisma, await actor('manager'), inProd, bucket({ prefix: '/logs' }));
  expect(await heard).toBe(String(id));
  listener.release(true);
  expect(await getSource(worker(), id)).toMatchObject({
    prefix: 'logs/',
    collectDays: 14,
    accessKeyId: 'AKIAONE',
  });
  const source = await getSource(worker(), id);
  expect(source.nextListAt.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  expect(source.requestedAt).not.toBeNull();
  expect(await readSourceSecret(worker(), id)).toBe(SECRET);
  await expect(readSourceSecret(database.webPool, id)).rejects.toThrow(/permission denied/);
  const { rows } = await database.ownerPool.query(
    'select ciphertext from source_secret where source_id = $1',
    [id],
  );
  expect(rows[0].ciphertext.includes(Buffer.from(SECRET.slice(0, 10)))).toBe(false);
});

test('wrong fields are named one by one, in words', async () => {
  const admin = await actor('admin');
  const input = {
    ...bucket({
      endpoint: 'ftp://x',
      collectDays: 0,
      accountIds: '1234-5678-901',
      regions: 'Frankfurt',
      credentials: { kind: 'role', roleArn: 'trailkeep' },
    }),
    bucket: 's3://acme/logs',
  } as NewSourceInput;
  const faults = await faultsOf(createSource(prisma, admin, inProd, input));
  expect(Object.keys(faults).sort()).toEqual(
    ['accountIds.0', 'bucket', 'collectDays', 'credentials.roleArn', 'endpoint', 'regions.0'].sort(),
  );
  const noSecret = bucket({ credentials: { kind: 'access-key', accessKeyId: 'AKIAONE' } });
  expect(await faultsOf(createSource(prisma, admin, inProd, noSecret))).toEqual({
    'credentials.secretAccessKey': expect.stringContaining('secret key'),
  });
});

test('account numbers go in with or without dashes, regions and accounts as a list in one text', async () => {
  const { id } = await createSource(
    prisma,
    'system',
    inProd,
    bucket({ accountIds: '0123-4567-8901, 222222222222', regions: 'eu-west-1 us-east-1' }),
  );
  expect(await getSource(worker(), id)).toMatchObject({
    accountIds: ['012345678901', '222222222222'],
    regions: ['eu-west-1', 'us-east-1'],
  });
});

test.each([
  ['over lines', '111111111111\n2222-2222-2222\r\n\t012345678901'],
  ['as a JSON list', '["111111111111", "222222222222","012345678901"]'],
  ['with repetitions', '111111111111; 222222222222, 111111111111, 012345678901'],
])('a list of accounts goes in as it is pasted: %s', async (_, accountIds) => {
  const { id } = await createSource(prisma, 'system', inProd, bucket({ accountIds }));
  expect((await getSource(worker(), id)).accountIds).toEqual([
    '111111111111',
    '222222222222',
    '012345678901',
  ]);
});

test('the same bucket and prefix cannot stand twice in a view, but in two of them', async () => {
  const input = bucket();
  await createSource(prisma, 'system', inProd, input);
  await expect(createSource(prisma, 'system', inProd, input)).rejects.toMatchObject({ code: 'conflict' });
  await expect(createSource(prisma, 'system', { view: 'empty' }, input)).resolves.toBeTruthy();
});

test('settings change without the secret being typed again, unless the key or the endpoint is another one', async () => {
  const manager = await actor('manager');
  const { id } = await createSource(prisma, manager, inProd, bucket());
  const kept = { kind: 'access-key', accessKeyId: 'AKIAONE' } as const;
  await updateSource(
    prisma,
    manager,
    id,
    change({ credentials: kept, collectDays: 90, region: 'eu-west-1' }),
  );
  expect(await getSource(worker(), id)).toMatchObject({ collectDays: 90, region: 'eu-west-1' });
  expect(await readSourceSecret(worker(), id)).toBe(SECRET);
  for (const carried of [
    change({ credentials: { ...kept, accessKeyId: 'AKIATWO' } }),
    change({ credentials: kept, endpoint: 'https://elsewhere.example.com' }),
  ]) {
    expect(await faultsOf(updateSource(prisma, manager, id, carried))).toHaveProperty([
      'credentials.secretAccessKey',
    ]);
  }
  await updateSource(
    prisma,
    manager,
    id,
    change({ credentials: { ...kept, accessKeyId: 'AKIATWO', secretAccessKey: 'new' } }),
  );
  expect(await readSourceSecret(worker(), id)).toBe('new');
});

test('with a role or the machine’s own credentials no secret stays behind', async () => {
  const { id } = await createSource(prisma, 'system', inProd, bucket());
  await updateSource(prisma, 'system', id, change({ credentials: { kind: 'default' } }));
  expect(await readSourceSecret(worker(), id)).toBeNull();
  expect(await getSource(worker(), id)).toMatchObject({ credentialKind: 'default', accessKeyId: null });
});

test.each(['viewViewer', 'accountViewer', 'ownerBeta', 'stranger'] as const)(
  'a %s can neither add nor change the log sources of a view',
  async (role) => {
    const person = await actor(role);
    const id = organisation.sources.prod ?? 0;
    for (const work of [
      () => createSource(prisma, person, inProd, bucket()),
      () => updateSource(prisma, person, id, change()),
      () => pauseSource(prisma, person, id),
      () => resumeSource(prisma, person, id),
      () => requestCollect(prisma, person, id),
      () => removeSource(prisma, person, id),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'not-found' });
    }
  },
);

test('an owner sets up the log source of their own account and of no other', async () => {
  const owner = await actor('ownerAlpha');
  await expect(createSource(prisma, owner, { account: ACCOUNTS.alpha }, bucket())).resolves.toBeTruthy();
  await expect(createSource(prisma, owner, { account: ACCOUNTS.beta }, bucket())).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('only an admin lets a source use what the machine itself may read', async () => {
  const manager = await actor('manager');
  const role = { kind: 'role', roleArn: 'arn:aws:iam::012345678901:role/trailkeep' } as const;
  for (const input of [
    bucket({ credentials: { kind: 'default' } }),
    bucket({ credentials: role }),
    { kind: 'directory', directory: '/var/lib' } as const,
  ]) {
    await expect(createSource(prisma, manager, inProd, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createSource(prisma, await actor('admin'), inProd, input)).resolves.toBeTruthy();
  }
  const withKey = bucket({ credentials: { ...role, accessKeyId: 'AKIAONE', secretAccessKey: SECRET } });
  await expect(createSource(prisma, manager, inProd, withKey)).resolves.toBeTruthy();
});

test('every change is in the audit log, and none with a secret', async () => {
  const manager = await actor('manager');
  const { id } = await createSource(prisma, manager, inProd, bucket());
  await updateSource(prisma, manager, id, change());
  await pauseSource(prisma, manager, id);
  expect((await getSource(worker(), id)).pausedAt).not.toBeNull();
  await resumeSource(prisma, manager, id);
  expect((await getSource(worker(), id)).pausedAt).toBeNull();
  await requestCollect(prisma, manager, id);
  await removeSource(prisma, manager, id);
  const { rows } = await database.ownerPool.query(
    `select action, actor, row_to_json(a)::text as whole from audit_entry a where target = $1 order by id`,
    [`source:${id}`],
  );
  expect(rows.map(({ action }) => action)).toEqual(
    ['add', 'update', 'pause', 'resume', 'collect', 'remove'].map((verb) => `source.${verb}`),
  );
  expect(new Set(rows.map((row) => row.actor))).toEqual(new Set(['manager@example.com']));
  expect(rows.map(({ whole }) => whole).join()).not.toContain(SECRET);
});
