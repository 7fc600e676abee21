import { z } from 'zod';
import { webPool } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { findPolicyCheck } from '#lib/policies/queries/find-check.ts';
import { endpoint } from '../../handle.ts';

const checkId = z.uuid();

/** A check of policies as far as it is, for who asked for it in the portal. */
export const GET = endpoint<{ checkId: string }>(async ({ actor, params }) => {
  const id = checkId.safeParse(params.checkId);
  if (!id.success) throw new TrailkeepError('not-found', 'There is no such check.');
  return findPolicyCheck(webPool(), actor, id.data);
});
