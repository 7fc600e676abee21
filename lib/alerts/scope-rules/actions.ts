'use server';
import { revalidatePath } from 'next/cache';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { changeInScope, scopeAt } from '../change-in-scope.ts';
import { type RuleDefinition, ruleDefinition } from '../rule-model.ts';
import type { SigmaImportRequest } from '../sigma/import-request.ts';
import { importIntoScope, type StoredImport } from '../sigma/mutations.ts';
import { checkSamples } from './check-samples.ts';
import { removeRule, setRuleMode } from './mutations.ts';
import { type RuleSample, ruleSamples, type SampleState } from './rule-samples.ts';
import { addRule, changeRule, type NewRule } from './save-rule.ts';
import type { RuleMode } from './schema.ts';

/** Switches rules of the scope `view:acme`. What comes from a browser is checked there. */
export async function setRuleModeAction(
  place: string,
  keys: readonly string[],
  mode: RuleMode,
): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => setRuleMode(prisma(), doer, scope, keys, mode));
}

/** Takes a rule of the scope's own away. */
export async function removeRuleAction(place: string, key: string): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => removeRule(prisma(), doer, scope, key));
}

/**
 * Stores a rule of the scope `view:acme`: a new one where `key` is null, else that one as it is now. `since`: when the rule that was
 * changed here had been changed before. Answers its key.
 */
export async function saveRuleAction(
  place: string,
  key: string | null,
  rule: NewRule,
  since?: string,
): Promise<FormState & { key?: string }> {
  let saved: string;
  try {
    const actor = await actorOfRequest();
    const scope = await scopeAt(actor, place);
    if (key === null) saved = await addRule(prisma(), actor, scope, rule);
    else {
      await changeRule(prisma(), actor, scope, key, { ...rule, since });
      saved = key;
    }
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true, key: saved };
}

/** What a rule that is not stored yet makes of its samples; the answer is in their order. For who is signed in. */
export async function checkSamplesAction(
  definition: RuleDefinition,
  samples: readonly RuleSample[],
): Promise<FormState & { states?: SampleState[] }> {
  try {
    await actorOfRequest();
    const states = await checkSamples(ruleDefinition.parse(definition), ruleSamples.parse(samples));
    return { done: true, states };
  } catch (error) {
    return await failedAction(error, {});
  }
}

/** Stores rules of Sigma's texts in the scope `view:acme`; they are read again here, whatever the browser made of them. */
export async function importSigmaAction(
  place: string,
  request: SigmaImportRequest,
): Promise<FormState & { stored?: StoredImport }> {
  let stored: StoredImport;
  try {
    const actor = await actorOfRequest();
    stored = await importIntoScope(prisma(), actor, await scopeAt(actor, place), request);
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true, stored };
}
