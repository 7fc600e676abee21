'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import {
  createSource,
  pauseSource,
  removeSource,
  requestCollect,
  resumeSource,
  updateSource,
} from './mutations.ts';
import { changeFromForm, newSourceFromForm } from './source-form.ts';
import { testChangedSource, testNewSource, testSavedSource } from './test-record.ts';
import { confirmAccounts } from './vouching.ts';

/** What was wrong with the form, or the test that has been asked for. */
export type TestState = FormState & { testId?: string };

const removalData = z.enum(['keep', 'delete']);

/** The bucket form: a new bucket of a view or account, or the settings of one that is there (`sourceId`). */
export async function saveSourceAction(_: FormState, form: FormData): Promise<FormState> {
  const { secretAccessKey, ...typed } = formValues(form);
  const fields = { ...typed, secretAccessKey };
  try {
    const actor = await actorOfRequest();
    const { sourceId, scopeKind, scopeId = '' } = typed;
    if (sourceId) await updateSource(prisma(), actor, Number(sourceId), changeFromForm(fields));
    else {
      const owner = scopeKind === 'account' ? { account: scopeId } : { view: scopeId };
      await createSource(prisma(), actor, owner, newSourceFromForm(fields));
    }
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

/** The same form, tested instead of saved: the answer names the test, whose steps the API tells. */
export async function testSourceAction(form: FormData): Promise<TestState> {
  const { secretAccessKey, ...typed } = formValues(form);
  const fields = { ...typed, secretAccessKey };
  try {
    const actor = await actorOfRequest();
    const { sourceId, scopeKind, scopeId = '' } = typed;
    if (sourceId)
      return { testId: await testChangedSource(prisma(), actor, Number(sourceId), changeFromForm(fields)) };
    const owner = scopeKind === 'account' ? { account: scopeId } : { view: scopeId };
    return { testId: await testNewSource(prisma(), actor, owner, newSourceFromForm(fields)) };
  } catch (error) {
    return await failedAction(error, typed);
  }
}

/** Tests a source as it is stored. */
export async function testSavedSourceAction(sourceId: number): Promise<TestState> {
  try {
    return { testId: await testSavedSource(prisma(), await actorOfRequest(), sourceId) };
  } catch (error) {
    return await failedAction(error, {});
  }
}

export async function pauseSourceAction(sourceId: number): Promise<FormState> {
  return change(async () => pauseSource(prisma(), await actorOfRequest(), sourceId));
}

export async function resumeSourceAction(sourceId: number): Promise<FormState> {
  return change(async () => resumeSource(prisma(), await actorOfRequest(), sourceId));
}

export async function collectSourceAction(sourceId: number): Promise<FormState> {
  return change(async () => requestCollect(prisma(), await actorOfRequest(), sourceId));
}

/** The accounts found in a manager's bucket up to now become its view's; for admins. */
export async function confirmAccountsAction(sourceId: number): Promise<FormState> {
  return change(async () => {
    await confirmAccounts(prisma(), await actorOfRequest(), sourceId);
  });
}

export async function removeSourceAction(sourceId: number, data: unknown): Promise<FormState> {
  return change(async () =>
    removeSource(prisma(), await actorOfRequest(), sourceId, removalData.parse(data)),
  );
}

async function change(work: () => Promise<void>): Promise<FormState> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
