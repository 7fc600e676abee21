import 'server-only';
import { revalidatePath } from 'next/cache';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey, type Scope } from '#lib/auth/scope.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';

/** The scope that a browser names, `view:acme`. `not-found` for one that is not there or that the person may not see. */
export async function scopeAt(actor: Actor, place: string): Promise<Scope> {
  const asked = parseScopeKey(place);
  if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
  return resolveScope(actor, asked.kind, asked.id);
}

/**
 * Runs the change that a server action was asked for in the scope `place`, and has every page asked for anew. What comes from a browser
 * is checked by `work`. `typed` goes back to the form where it fails, so no secret is in it.
 */
export async function changeInScope(
  place: string,
  typed: Record<string, string>,
  work: (doer: Actor, scope: Scope) => Promise<void>,
): Promise<FormState> {
  try {
    const doer = await actorOfRequest();
    await work(doer, await scopeAt(doer, place));
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
