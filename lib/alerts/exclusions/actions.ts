'use server';
import { revalidatePath } from 'next/cache';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { parseScopeKey, type Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { answerFromForm, exclusionFromForm } from './exclusion-form.ts';
import { addExclusion, changeExclusion, endExclusion } from './mutations.ts';
import {
  type ExclusionPreview,
  type PreviewRequest,
  type ProposedTest,
  previewExclusion,
  previewRequest,
  proposeExclusion,
} from './preview.ts';
import type { ExclusionChange } from './schema.ts';

/** The form of a new exclusion, or of the request for one; its field `place` is the scope, `view:acme`. */
export async function addExclusionAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  return change(typed.place ?? '', typed, async (doer, scope) => {
    await addExclusion(prisma(), doer, scope, exclusionFromForm(typed));
  });
}

/** The form that answers a request or moves an end; its field `id` is that of the exclusion. */
export async function changeExclusionAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  return change(typed.place ?? '', typed, (doer, scope) =>
    changeExclusion(prisma(), doer, scope, typed.id ?? '', answerFromForm(typed)),
  );
}

/** Switches an exclusion that came with its rule on again. */
export async function restoreExclusionAction(place: string, id: string): Promise<FormState> {
  const on: ExclusionChange = { state: 'granted' };
  return change(place, {}, (doer, scope) => changeExclusion(prisma(), doer, scope, id, on));
}

/** Ends an exclusion, takes a request back, or switches one that came with its rule off. */
export async function endExclusionAction(place: string, id: string): Promise<FormState> {
  return change(place, {}, (doer, scope) => endExclusion(prisma(), doer, scope, id));
}

/** What a finding's events have in common, to choose from. */
export async function proposeExclusionAction(
  place: string,
  findingId: string,
): Promise<FormState & { tests?: ProposedTest[] }> {
  try {
    const scope = await scopeAt(await actorOfRequest(), place);
    const tests = await readScope(webPool(), scope, (db) => proposeExclusion(db, scope, findingId));
    return { done: true, tests };
  } catch (error) {
    return await failedAction(error, {});
  }
}

/** What an exclusion would hide, before there is one. */
export async function previewExclusionAction(
  place: string,
  request: PreviewRequest,
): Promise<FormState & { preview?: ExclusionPreview }> {
  try {
    const scope = await scopeAt(await actorOfRequest(), place);
    const asked = previewRequest.parse(request);
    const preview = await readScope(webPool(), scope, (db) => previewExclusion(db, scope, asked, new Date()));
    return { done: true, preview };
  } catch (error) {
    return await failedAction(error, {});
  }
}

/** What comes from a browser is checked by the mutation. */
async function change(
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

async function scopeAt(actor: Actor, place: string): Promise<Scope> {
  const asked = parseScopeKey(place);
  if (!asked) throw new TrailkeepError('not-found', 'There is no such view or account.');
  return resolveScope(actor, asked.kind, asked.id);
}
