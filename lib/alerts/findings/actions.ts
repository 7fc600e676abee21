'use server';
import { revalidatePath } from 'next/cache';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';
import { changeFinding, type FindingChange } from './mutations.ts';

/** Changes a finding of the scope `view:acme`. What comes from a browser is checked there. */
export async function changeFindingAction(
  scopeKey: string,
  findingId: string,
  change: FindingChange,
): Promise<FormState> {
  try {
    const actor = await actorOfRequest();
    const place = parseScopeKey(scopeKey);
    if (!place) throw new TrailkeepError('not-found', 'There is no such view or account.');
    await changeFinding(prisma(), actor, await resolveScope(actor, place.kind, place.id), findingId, change);
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
