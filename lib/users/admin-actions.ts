'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { grantAccessToAll, revokeGrant } from './grant-mutations.ts';
import {
  disableUser,
  enableUser,
  findUser,
  renameUser,
  setUserRole,
  signOutEverywhere,
} from './mutations.ts';
import { createPasswordLink, inviteUser, type PasswordLink } from './password-links.ts';
import { invitedUser, newGrant, userName } from './schema.ts';

/** A form's answer that may carry a link, which is shown this once. */
export type LinkState = FormState & { link?: PasswordLink };

const userIdInput = z.uuid('There is no such user.');
/** Of one change: more would keep the page waiting. */
const MOST_GRANTS = 500;
const grantsInput = z.array(newGrant).min(1, 'Choose at least one.').max(MOST_GRANTS);

async function change(work: (doer: Actor) => Promise<unknown>): Promise<FormState> {
  try {
    await work(await actorOfRequest());
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

/** The invite form. */
export async function inviteUserAction(_: LinkState, form: FormData): Promise<LinkState> {
  const typed = formValues(form);
  try {
    const link = await inviteUser(prisma(), await actorOfRequest(), invitedUser.parse(typed));
    revalidatePath('/admin', 'layout');
    return { done: true, link };
  } catch (error) {
    return await failedAction(error, typed);
  }
}

export async function createPasswordLinkAction(userId: string): Promise<LinkState> {
  try {
    const link = await createPasswordLink(prisma(), await actorOfRequest(), userIdInput.parse(userId));
    return { done: true, link };
  } catch (error) {
    return await failedAction(error, {});
  }
}

export async function disableUserAction(userId: string): Promise<FormState> {
  return change(async (doer) => {
    const { email } = await findUser(prisma(), userIdInput.parse(userId));
    await disableUser(prisma(), doer, email);
  });
}

export async function enableUserAction(userId: string): Promise<FormState> {
  return change((doer) => enableUser(prisma(), doer, userIdInput.parse(userId)));
}

export async function endSessionsAction(userId: string): Promise<FormState> {
  return change((doer) => signOutEverywhere(prisma(), doer, userIdInput.parse(userId)));
}

/** The form with a person's name and role. */
export async function changeUserAction(_: FormState, form: FormData): Promise<FormState> {
  const typed = formValues(form);
  try {
    const doer = await actorOfRequest();
    const userId = userIdInput.parse(typed.userId);
    const { name, role } = z
      .object({ name: userName, role: z.enum(['admin', 'member']) })
      .parse({ name: typed.name, role: typed.role });
    const before = await findUser(prisma(), userId);
    if (before.name !== name) await renameUser(prisma(), doer, userId, name);
    if (before.role !== role) await setUserRole(prisma(), doer, userId, role);
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true, values: typed };
}

/** Gives people views and accounts, all of them or none. */
export async function grantAction(grants: z.input<typeof grantsInput>): Promise<FormState> {
  return change((doer) => grantAccessToAll(prisma(), doer, grantsInput.parse(grants)));
}

export async function revokeGrantAction(grantId: number): Promise<FormState> {
  return change((doer) => revokeGrant(prisma(), doer, z.int().positive().parse(grantId)));
}
