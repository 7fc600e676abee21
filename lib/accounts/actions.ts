'use server';
import { revalidatePath } from 'next/cache';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, failedForm, formValues } from '#lib/form-state.ts';
import { addAccount } from './mutations.ts';
import { newAccountForm } from './schema.ts';

/** The add-account form: number, name, and a view and an owner where they are given. */
export async function addAccountAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    await addAccount(prisma(), await actorOfRequest(), newAccountForm.parse(typed));
  } catch (error) {
    return failedForm(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
