'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import type { SetUpState } from '../actions.ts';
import type { Actor } from '../actor.ts';
import { confirmPassword } from '../confirm-password.ts';
import { failedAction } from '../failed-action.ts';
import { actorOfRequest, attemptAs } from '../loaders.ts';
import type { Attempt } from '../throttle.ts';
import {
  removeSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
  setSecondFactorFor,
  setUpSecondFactor,
} from './mutations.ts';
import { SECOND_FACTOR_FOR } from './policy.ts';

/** Each of the forms on one's own profile asks for the password. */
async function withPassword(
  form: FormData,
  action: string,
  work: (actor: Actor, typed: Record<string, string>, attempt: Attempt) => Promise<SetUpState>,
): Promise<SetUpState> {
  const typed = formValues(form);
  try {
    const actor = await actorOfRequest();
    const attempt = await attemptAs(actor.email);
    await confirmPassword(prisma(), actor, attempt, typed.password ?? '', action);
    return { done: true, ...(await work(actor, typed, attempt)) };
  } catch (error) {
    return await failedAction(error, {});
  }
}

/** Sets an app up, in place of one that there may be. */
export async function setUpAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  return withPassword(form, 'second-factor.set-up', async (actor, { sealed, code = '' }, attempt) => {
    const user = { id: actor.userId, email: actor.email };
    const given = { user, sealed, code, replace: true, ...attempt };
    return { recoveryCodes: await setUpSecondFactor(prisma(), given) };
  });
}

export async function renewRecoveryCodesAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  return withPassword(form, 'second-factor.recovery-codes', async (actor) => ({
    recoveryCodes: await renewRecoveryCodes(prisma(), actor),
  }));
}

export async function removeSecondFactorAction(_: SetUpState, form: FormData): Promise<SetUpState> {
  return withPassword(form, 'second-factor.remove', async (actor) => {
    await removeSecondFactor(prisma(), actor);
    revalidatePath('/profile');
    return {};
  });
}

/** For admins, about somebody else. */
export async function resetSecondFactorAction(userId: string): Promise<FormState> {
  try {
    await resetSecondFactor(prisma(), await actorOfRequest(), z.uuid('There is no such user.').parse(userId));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/admin', 'layout');
  return { done: true };
}

export async function setSecondFactorForAction(who: string): Promise<FormState> {
  try {
    await setSecondFactorFor(prisma(), await actorOfRequest(), z.enum(SECOND_FACTOR_FOR).parse(who));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/admin/sign-in');
  return { done: true };
}
