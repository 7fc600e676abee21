'use server';
import { revalidatePath } from 'next/cache';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';
import { setRuleMode } from './mutations.ts';
import type { RuleMode } from './schema.ts';

/** Switches rules of the scope `view:acme`. What comes from a browser is checked there. */
export async function setRuleModeAction(
  place: string,
  keys: readonly string[],
  mode: RuleMode,
): Promise<FormState> {
  try {
    const actor = await actorOfRequest();
    const asked = parseScopeKey(place);
    if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
    await setRuleMode(prisma(), actor, await resolveScope(actor, asked.kind, asked.id), keys, mode);
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
