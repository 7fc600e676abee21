'use server';
import { revalidatePath } from 'next/cache';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { setRetention } from './mutations.ts';
import { retentionForm } from './schema.ts';

/** The form of how long things are kept. `typed` is the number of days once more, where weeks go. */
export async function setRetentionAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    const { eventDays = '', auditDays = '' } = typed;
    const retention = retentionForm.parse({ eventDays, auditDays });
    await setRetention(prisma(), await actorOfRequest(), retention, typed.typed ?? '');
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/admin/retention');
  return { done: true, values: typed };
}
