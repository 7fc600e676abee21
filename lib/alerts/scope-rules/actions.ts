'use server';
import { revalidatePath } from 'next/cache';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey, type Scope } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';
import type { SigmaImportRequest } from '../sigma/import-request.ts';
import { importIntoScope, type StoredImport } from '../sigma/mutations.ts';
import { removeRule, setRuleMode } from './mutations.ts';
import type { RuleMode } from './schema.ts';

/** Switches rules of the scope `view:acme`. What comes from a browser is checked there. */
export async function setRuleModeAction(
  place: string,
  keys: readonly string[],
  mode: RuleMode,
): Promise<FormState> {
  try {
    const actor = await actorOfRequest();
    await setRuleMode(prisma(), actor, await scopeAt(actor, place), keys, mode);
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

/** Takes a rule of the scope's own away. */
export async function removeRuleAction(place: string, key: string): Promise<FormState> {
  try {
    const actor = await actorOfRequest();
    await removeRule(prisma(), actor, await scopeAt(actor, place), key);
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
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

async function scopeAt(actor: Actor, place: string): Promise<Scope> {
  const asked = parseScopeKey(place);
  if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
  return resolveScope(actor, asked.kind, asked.id);
}
