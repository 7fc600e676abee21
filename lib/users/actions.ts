'use server';
import { redirect } from 'next/navigation';
import { startSession } from '#lib/auth/start-session.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, failedForm, formValues } from '#lib/form-state.ts';
import { createFirstAdmin } from './first-admin.ts';
import { firstAdmin } from './schema.ts';

/** The form behind the one-time link: creates the first admin and signs them in. */
export async function createAdmin(_: FormState, form: FormData): Promise<FormState> {
  const { token, ...typed } = formValues(form);
  try {
    await startSession(await createFirstAdmin(prisma(), firstAdmin.parse({ ...typed, token })));
  } catch (error) {
    return failedForm(error, typed);
  }
  redirect('/');
}
