import { z } from 'zod';
import { webPool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { findTest } from '#lib/sources/queries/find-test.ts';
import { endpoint } from '../../handle.ts';

const testId = z.uuid();

/** A test of a bucket's settings as far as it is, for who asked for it in the portal. */
export const GET = endpoint<{ testId: string }>(async ({ actor, params }) => {
  const id = testId.safeParse(params.testId);
  if (!id.success) throw new TrailkeepError('not-found', 'There is no such test.');
  return findTest(webPool(), actor, id.data);
});
