'use server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, failedForm, formValues } from '#lib/form-state.ts';
import { authenticate } from './authenticate.ts';
import { emailAddress } from './email-address.ts';
import { completeSignIn, enterPortal, requireWaiting } from './enter-portal.ts';
import { attemptAs } from './loaders.ts';
import { safePath } from './safe-path.ts';
import { checkCode } from './second-factor/check-code.ts';
import { setUpSecondFactor } from './second-factor/mutations.ts';

const signInForm = z.object({
  email: emailAddress,
  password: z.string().min(1, 'Enter your password.').max(1000, 'That is longer than any password here.'),
});
const codeForm = z.object({
  code: z.string().trim().min(1, 'Enter a code.').max(100, 'That is longer than any code.'),
});

/** An answer that may carry recovery codes, which are shown this once. */
export type SetUpState = FormState & { recoveryCodes?: string[] };

/** The sign-in form. It works before the page's scripts have arrived, which is why it does not call next-auth's own client. */
export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  let path: string;
  try {
    const { email, password } = signInForm.parse(typed);
    const attempt = await attemptAs(email);
    const user = await authenticate(prisma(), attempt, password);
    path = await enterPortal(user, attempt, 'password', safePath(typed.callbackUrl));
  } catch (error) {
    return failedForm(error, typed);
  }
  redirect(path);
}

/** The form for a code, after the password. */
export async function signInWithCode(_: FormState, form: FormData): Promise<FormState> {
  let next: string;
  try {
    const waiting = await requireWaiting();
    const attempt = await attemptAs(waiting.user.email);
    const { code } = codeForm.parse(formValues(form));
    const kind = await checkCode(prisma(), waiting.user, attempt, code);
    const method = kind === 'code' ? 'password and code' : 'password and recovery code';
    await completeSignIn(waiting.user, attempt, method);
    next = waiting.next;
  } catch (error) {
    return failedForm(error, {});
  }
  redirect(next);
}

/** The form with which a person who must have a second factor sets one up, after the password. */
export async function setUpAndSignIn(_: SetUpState, form: FormData): Promise<SetUpState> {
  try {
    const { user } = await requireWaiting();
    const typed = formValues(form);
    const { code } = codeForm.parse(typed);
    const attempt = await attemptAs(user.email);
    const given = { user, sealed: typed.sealed, code, replace: false, ...attempt };
    const recoveryCodes = await setUpSecondFactor(prisma(), given);
    await completeSignIn(user, attempt, 'password and code');
    return { done: true, recoveryCodes };
  } catch (error) {
    return failedForm(error, {});
  }
}
