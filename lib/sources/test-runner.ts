import { z } from 'zod';
import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { type TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import { readSourceSecret } from './open-store.ts';
import { countAddedAccounts } from './queries/count-added-accounts.ts';
import type { TestSubject } from './test-probe.ts';
import { testSource } from './test-source.ts';
import type { TestStep } from './test-step.ts';

const subject = z.object({
  kind: z.enum(['s3', 'directory']),
  accountId: z.string().nullable(),
  bucket: z.string().nullable(),
  prefix: z.string(),
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  directory: z.string().nullable(),
  credentialKind: z.enum(['access-key', 'role', 'default']),
  accessKeyId: z.string().nullable(),
  roleArn: z.string().nullable(),
  externalId: z.string().nullable(),
  collectDays: z.number(),
  regions: z.array(z.string()),
  accountIds: z.array(z.string()),
  queueUrl: z.string().nullable(),
}) satisfies z.ZodType<TestSubject>;

/** `subject` is null where the stored secret could not be opened: that is the test's outcome then. */
type Claimed = { id: string; subject: TestSubject | null; secret: string | null };

/** Makes all tests that wait, one after another, and writes each step down as it ends. Several may run at once. */
export async function runTests(pool: Pool): Promise<void> {
  await forgetOld(pool);
  for (let test = await claimTest(pool); test !== null; test = await claimTest(pool))
    if (test.subject) await makeTest(pool, test.id, test.subject, test.secret);
}

async function makeTest(pool: Pool, id: string, subject: TestSubject, secret: string | null): Promise<void> {
  const countAdded = (accountIds: readonly string[]) => countAddedAccounts(pool, accountIds);
  try {
    for await (const step of testSource(subject, secret, { countAdded })) await addStep(pool, id, step);
  } catch (error) {
    log.error({ err: error, test: id }, 'a test of a source ended early');
  }
  await pool.query('update source_test set finished_at = now() where id = $1', [id]);
}

async function addStep(pool: Pool, testId: string, step: TestStep): Promise<void> {
  await pool.query('update source_test set steps = steps || $2::jsonb where id = $1', [
    testId,
    JSON.stringify([step]),
  ]);
}

// A typed secret is read once and gone: a test that breaks off is asked for again, with the secret.
async function claimTest(pool: Pool): Promise<Claimed | null> {
  return inTransaction(pool, async (db) => {
    const { rows } = await db.query<{ id: string; source_id: number | null; settings: unknown }>(
      `update source_test set started_at = now() where id = (
         select id from source_test where started_at is null order by created_at limit 1 for update skip locked
       ) returning id::text, source_id, settings`,
    );
    const [row] = rows;
    if (!row) return null;
    try {
      const typed = await readSecret(db, 'source test', row.id);
      const stored = row.source_id === null ? null : await readSourceSecret(db, row.source_id);
      const secret = typed ?? stored;
      return { id: row.id, subject: subject.parse(row.settings), secret };
    } catch (error) {
      await refuse(db, row.id, toTrailkeepError(error));
      return { id: row.id, subject: null, secret: null };
    } finally {
      await db.query('delete from source_test_secret where test_id = $1', [row.id]);
    }
  });
}

async function refuse(db: Queryable, testId: string, { message, hint }: TrailkeepError): Promise<void> {
  const step = {
    name: 'Credentials',
    state: 'failed',
    message,
    hint: hint ?? null,
    code: null,
    mend: null,
    tookMs: 0,
  };
  await db.query('update source_test set steps = $2::jsonb, finished_at = now() where id = $1', [
    testId,
    JSON.stringify([step]),
  ]);
}

/** Nobody looks at a test of yesterday, and one that no worker took in ten minutes has been given up. */
async function forgetOld(pool: Pool): Promise<void> {
  await pool.query(
    `delete from source_test where created_at < now() - interval '1 day'
       or (started_at is null and created_at < now() - interval '10 minutes')`,
  );
  await pool.query(
    `update source_test set finished_at = now() where finished_at is null and started_at < now() - interval '10 minutes'`,
  );
}
