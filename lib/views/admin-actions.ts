'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { addMembers, removeMember, renameView } from './mutations.ts';
import { viewName } from './schema.ts';

const accountId = z.string().regex(/^\d{12}$/, 'An account number has 12 digits.');
const accountIds = z.array(accountId).min(1, 'Choose at least one account.').max(5000);
const slugInput = z.string().max(80);

/** The form with a view's name. */
export async function renameViewAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    const { name } = z.object({ name: viewName }).parse({ name: typed.name });
    await renameView(prisma(), await actorOfRequest(), slugInput.parse(typed.view), name);
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true, values: typed };
}

export async function addMembersAction(slug: string, accounts: string[]): Promise<FormState> {
  try {
    await addMembers(prisma(), await actorOfRequest(), slugInput.parse(slug), accountIds.parse(accounts));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

export async function removeMemberAction(slug: string, account: string): Promise<FormState> {
  try {
    await removeMember(prisma(), await actorOfRequest(), slugInput.parse(slug), accountId.parse(account));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
