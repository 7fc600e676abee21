'use server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { startSession } from '#lib/auth/start-session.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, failedForm, formValues } from '#lib/form-state.ts';
import { spendPasswordLink } from './password-links.ts';

/** The form behind a one-time link: sets the password and signs in. */
export async function setPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const { token = '', password = '' } = formValues(form);
  try {
    await startSession(await spendPasswordLink(prisma(), token, password));
  } catch (error) {
    return failedForm(atPassword(error), {});
  }
  redirect('/');
}

/** A fault of the password alone stands at its field. */
function atPassword(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error;
  return new z.ZodError(error.issues.map((issue) => ({ ...issue, path: ['password'] })));
}
