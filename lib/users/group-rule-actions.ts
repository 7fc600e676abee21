'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { addGroupRules, removeGroupRule } from './group-rule-mutations.ts';
import { newGroupRule } from './schema.ts';

const rulesInput = z.array(newGroupRule).min(1, 'Choose at least one.').max(100, 'At most 100 at a time.');

/** Adds what a group gives, all of it or nothing. */
export async function addGroupRulesAction(rules: z.input<typeof rulesInput>): Promise<FormState> {
  try {
    await addGroupRules(prisma(), await actorOfRequest(), rulesInput.parse(rules));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

export async function removeGroupRuleAction(id: number): Promise<FormState> {
  try {
    await removeGroupRule(prisma(), await actorOfRequest(), z.int().positive().parse(id));
  } catch (error) {
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
