'use server';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import type { FormState } from '#lib/form-state.ts';
import { scopeAt } from '../change-in-scope.ts';
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
    return { done: true, trial: await loadTrial(await scopeAt(actor, place), { definition }) };
  } catch (error) {
    return await failedAction(error, {});
  }
}
