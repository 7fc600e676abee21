'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { enterPortal } from '#lib/auth/enter-portal.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest, attemptAs, requestAddress } from '#lib/auth/loaders.ts';
import { startSession } from '#lib/auth/start-session.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { signOutEverywhere } from './mutations.ts';
import { changeOwnPassword } from './own-password.ts';
import { spendPasswordLink } from './password-links.ts';
import { newToken } from './schema.ts';
import { createToken, revokeToken } from './token-mutations.ts';

/** A form's answer that may carry a new token, which is shown this once. */
export type NewTokenState = FormState & { token?: string };

/** The form behind a one-time link: sets the password and signs in. */
export async function setPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const { token = '', password = '' } = formValues(form);
  let path: string;
  try {
    const from = { ipAddress: await requestAddress(), now: new Date() };
    const user = await spendPasswordLink(prisma(), token, password, from);
    path = await enterPortal(user, await attemptAs(user.email), 'link', '/');
  } catch (error) {
    return await failedAction(atField(error, 'password'), {});
  }
  redirect(path);
}

/** The form on one's own profile. The browser stays signed in; all others are signed out. */
export async function changePasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const { current = '', next = '' } = formValues(form);
  try {
    const actor = await actorOfRequest();
    const attempt = await attemptAs(actor.email);
    await startSession(await changeOwnPassword(prisma(), actor, { current, next }, attempt));
  } catch (error) {
    return await failedAction(atField(error, 'next'), {});
  }
  return { done: true };
}

/** Ends one's sessions in all other browsers. */
export async function endOtherSessionsAction(): Promise<FormState> {
  try {
    const actor = await actorOfRequest();
    await startSession(await signOutEverywhere(prisma(), actor, actor.userId));
  } catch (error) {
    return await failedAction(error, {});
  }
  return { done: true };
}

/** The form for an own API token. */
export async function createTokenAction(_: NewTokenState, form: FormData): Promise<NewTokenState> {
  const typed = formValues(form);
  try {
    const actor = await actorOfRequest();
    const input = newToken.parse({
      email: actor.email,
      name: typed.name ?? '',
      expiresInDays: typed.days || undefined,
      readOnly: typed.may === 'read',
      scopes: typed.scopes?.split(' ').filter(Boolean),
    });
    const { token } = await createToken(prisma(), actor, input);
    revalidatePath('/profile');
    return { done: true, token };
  } catch (error) {
    return await failedAction(error, typed);
  }
}

/** An own token, or anybody's for an admin. */
export async function revokeTokenAction(id: string): Promise<FormState> {
  try {
    await revokeToken(prisma(), await actorOfRequest(), z.uuid('There is no such API token.').parse(id));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

/** The fault of a form's one field that is checked, at that field. */
function atField(error: unknown, field: string): unknown {
  if (!(error instanceof z.ZodError)) return error;
  return new z.ZodError(error.issues.map((issue) => ({ ...issue, path: [field] })));
}
