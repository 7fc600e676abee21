'use server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, failedForm, formValues } from '#lib/form-state.ts';
import { authenticate } from './authenticate.ts';
import { emailAddress } from './email-address.ts';
import { attemptAs } from './loaders.ts';
import { safePath } from './safe-path.ts';
import { startSession } from './start-session.ts';

const signInForm = z.object({
  email: emailAddress,
  password: z.string().min(1, 'Enter your password.').max(1000, 'That is longer than any password here.'),
});

/** The sign-in form. It works before the page's scripts have arrived, which is why it does not call next-auth's own client. */
export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    const { email, password } = signInForm.parse(typed);
    await startSession(await authenticate(prisma(), await attemptAs(email), password));
  } catch (error) {
    return failedForm(error, typed);
  }
  redirect(safePath(typed.callbackUrl));
}
