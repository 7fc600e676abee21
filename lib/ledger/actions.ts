'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { FormState } from '#lib/form-state.ts';
import { retryObjects } from './mutations.ts';
import { RETRY_STATES, type RetryState } from './schema.ts';

const sourceIds = z.int().min(1);
const objectIds = z.string().regex(/^\d{1,18}$/);
const states = z.array(z.enum(RETRY_STATES)).min(1);

/** Tries one object again. */
export async function retryObjectAction(sourceId: number, objectId: string): Promise<FormState> {
  return retry(async () =>
    retryObjects(prisma(), await actorOfRequest(), sourceIds.parse(sourceId), {
      objectId: objectIds.parse(objectId),
    }),
  );
}

/** Tries every object of these states again. */
export async function retryAllAction(sourceId: number, of: RetryState[]): Promise<FormState> {
  return retry(async () =>
    retryObjects(prisma(), await actorOfRequest(), sourceIds.parse(sourceId), { states: states.parse(of) }),
  );
}

async function retry(work: () => Promise<number>): Promise<FormState> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
