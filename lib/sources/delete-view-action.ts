'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { deleteView } from './delete-view.ts';

/** The form under a view's administration, with its slug typed once more. */
export async function deleteViewAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    await deleteView(prisma(), await actorOfRequest(), typed.view ?? '', typed.slug ?? '');
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  redirect('/admin/views');
}
