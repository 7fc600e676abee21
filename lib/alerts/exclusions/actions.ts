'use server';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { changeInScope, scopeAt } from '../change-in-scope.ts';
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
  return changeInScope(typed.place ?? '', typed, async (doer, scope) => {
    await addExclusion(prisma(), doer, scope, exclusionFromForm(typed));
  });
}

/** The form that answers a request or moves an end; its field `id` is that of the exclusion. */
export async function changeExclusionAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  return changeInScope(typed.place ?? '', typed, (doer, scope) =>
    changeExclusion(prisma(), doer, scope, typed.id ?? '', answerFromForm(typed)),
  );
}

/** Switches an exclusion that came with its rule on again. */
export async function restoreExclusionAction(place: string, id: string): Promise<FormState> {
  const on: ExclusionChange = { state: 'granted' };
  return changeInScope(place, {}, (doer, scope) => changeExclusion(prisma(), doer, scope, id, on));
}

/** Ends an exclusion, takes a request back, or switches one that came with its rule off. */
export async function endExclusionAction(place: string, id: string): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => endExclusion(prisma(), doer, scope, id));
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
