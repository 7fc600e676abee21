'use server';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey } from '#lib/auth/scope.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { loadTrial } from './loaders.ts';
import type { Trial } from './trial.ts';

/** Tries a rule in the scope `view:acme`. What comes from a browser is checked there; nothing is stored. */
export async function tryRuleAction(
  place: string,
  definition: RuleDefinition,
): Promise<FormState & { trial?: Trial }> {
  try {
    const actor = await actorOfRequest();
    const asked = parseScopeKey(place);
    if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
    const scope = await resolveScope(actor, asked.kind, asked.id);
    return { done: true, trial: await loadTrial(scope, { definition }) };
  } catch (error) {
    return await failedAction(error, {});
  }
}
