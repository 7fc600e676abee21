import { z } from 'zod';
import { loadFinding } from '#lib/alerts/findings/loaders.ts';
import { changeFinding, findingChange } from '#lib/alerts/findings/mutations.ts';
import type { FindingDetail } from '#lib/alerts/findings/schema.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { endpoint, readBody, scopeOf } from '../../../handle.ts';
import { parseParameters } from '../../../parameters.ts';

type Params = { findingId: string };

export const GET = endpoint<Params>(async (request) => {
  parseParameters(z.object({}), request.query);
  return findingOf(await scopeOf(request), request.params);
});

/** Changes what the body names, and answers with the finding as it is then. */
export const PATCH = endpoint<Params>(async (request) => {
  const scope = await scopeOf(request);
  const change = await readBody(request, findingChange);
  const { id } = await findingOf(scope, request.params);
  await changeFinding(prisma(), request.actor, scope, id, change);
  return findingOf(scope, request.params);
});

async function findingOf(scope: Scope, { findingId }: Params): Promise<FindingDetail> {
  const finding = /^\d{1,18}$/.test(findingId) ? await loadFinding(scope, findingId) : null;
  if (finding) return finding;
  throw new TrailkeepError('not-found', 'There is no such finding here, or you may not see it.');
}
