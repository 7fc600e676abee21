'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireAdmin } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { type ImportResult, importAccounts } from './import-accounts.ts';
import { addAccount, renameAccount } from './mutations.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { accountIdInput, accountName, newAccountForm } from './schema.ts';

/** The add-account form: number, name, and a view and an owner where they are given. */
export async function addAccountAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    await addAccount(prisma(), await actorOfRequest(), newAccountForm.parse(typed));
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

/** The form with an account's name. */
export async function renameAccountAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    const accountId = accountIdInput.parse(typed.account);
    const { name } = z.object({ name: accountName }).parse({ name: typed.name });
    await renameAccount(prisma(), await actorOfRequest(), accountId, name);
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true, values: typed };
}

const pasted = z.string().max(900_000, 'That is longer than a list of 5,000 accounts.');

/** What a pasted list would do, before it is done. */
export async function previewImportAction(text: string): Promise<FormState & { plan?: ImportPlan }> {
  try {
    requireAdmin(await actorOfRequest(), 'add accounts');
    return { done: true, plan: await planImport(prisma(), pasted.parse(text)) };
  } catch (error) {
    return await failedAction(error, {});
  }
}

/** Does what the preview said, all of it or nothing. */
export async function importAccountsAction(text: string): Promise<FormState & { result?: ImportResult }> {
  try {
    const result = await importAccounts(prisma(), await actorOfRequest(), pasted.parse(text));
    revalidatePath('/', 'layout');
    return { done: true, result };
  } catch (error) {
    return await failedAction(error, {});
  }
}
