'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { failedAction } from '../failed-action.ts';
import { actorOfRequest } from '../loaders.ts';
import { unlinkPerson } from './unlink-person.ts';

export async function unlinkPersonAction(userId: string): Promise<FormState> {
  try {
    await unlinkPerson(prisma(), await actorOfRequest(), z.uuid('There is no such user.').parse(userId));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/admin', 'layout');
  return { done: true };
}
