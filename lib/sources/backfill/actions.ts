'use server';
import { revalidatePath } from 'next/cache';
import type { Actor } from '#lib/auth/actor.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { pauseBackfill, resumeBackfill, startBackfill, stopBackfill } from './mutations.ts';

export async function startBackfillAction(sourceId: number, days: string): Promise<FormState> {
  return change((actor) => startBackfill(prisma(), actor, sourceId, days, new Date()));
}

export async function pauseBackfillAction(sourceId: number): Promise<FormState> {
  return change((actor) => pauseBackfill(prisma(), actor, sourceId));
}

export async function resumeBackfillAction(sourceId: number): Promise<FormState> {
  return change((actor) => resumeBackfill(prisma(), actor, sourceId));
}

export async function stopBackfillAction(sourceId: number): Promise<FormState> {
  return change((actor) => stopBackfill(prisma(), actor, sourceId));
}

async function change(work: (actor: Actor) => Promise<void>): Promise<FormState> {
  try {
    await work(await actorOfRequest());
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
