'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { createView } from './mutations.ts';
import { newView } from './schema.ts';

/** The create-view form; goes on to the new view's bucket, which is what it needs next. */
export async function createViewAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  let slug: string;
  try {
    const input = newView.parse({ name: typed.name ?? '', slug: typed.slug || undefined });
    slug = (await createView(prisma(), await actorOfRequest(), input)).slug;
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  redirect(`/view/${slug}/buckets`);
}
