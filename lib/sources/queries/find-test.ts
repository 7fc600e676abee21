import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type SourceTest, stepsOf, TEST_STATES, TEST_STEPS, type TestStep } from '../test-step.ts';

const mend = z.union([
  z.object({ kind: z.enum(['list', 'get']) }),
  z.object({ kind: z.literal('decrypt'), keyArn: z.string().nullable(), principal: z.string().nullable() }),
  z.object({
    kind: z.literal('trust'),
    roleArn: z.string(),
    externalId: z.string(),
    principal: z.string().nullable(),
  }),
]);

export const testStep = z.object({
  name: z.enum(TEST_STEPS),
  state: z.enum(TEST_STATES),
  message: z.string(),
  hint: z.string().nullable(),
  code: z.string().nullable(),
  mend: mend.nullable(),
  tookMs: z.number(),
}) satisfies z.ZodType<TestStep>;

const testRow = z.object({
  id: z.string(),
  kind: z.enum(['s3', 'directory']),
  hasQueue: z.boolean(),
  steps: z.array(testStep),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});

/**
 * A test as far as it is, for who asked for it; `not-found` for everybody else, after a day, and with a token for some scopes, of which
 * a test is none.
 */
export async function findTest(db: Queryable, actor: Actor, testId: string): Promise<SourceTest> {
  const { rows } = await db.query(
    `select id::text, settings->>'kind' as kind, settings->>'queueUrl' is not null as "hasQueue", steps, created_at as "createdAt", started_at as "startedAt",
       finished_at as "finishedAt"
     from source_test where id = $1::uuid and user_id = $2::uuid and not $3`,
    [testId, actor.userId, actor.limited ?? false],
  );
  if (!rows[0])
    throw new TrailkeepError('not-found', 'There is no such test any more.', { hint: 'Test again.' });
  const { id, kind, hasQueue, steps, createdAt, startedAt, finishedAt } = testRow.parse(rows[0]);
  return {
    id,
    names: stepsOf(kind, hasQueue),
    steps,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
