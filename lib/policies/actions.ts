'use server';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { askPolicyCheck } from './ask-check.ts';
import { checkedFields } from './checked-fields.ts';

/** What was wrong, or the check that has been asked for, whose result the API tells. */
export type CheckState = FormState & { checkId?: string };

/** Has the real policies of a source's bucket and of the key read and judged by what stands in the guide's boxes. */
export async function checkPoliciesAction(sourceId: number, typed: unknown): Promise<CheckState> {
  try {
    const actor = await actorOfRequest();
    return { checkId: await askPolicyCheck(prisma(), actor, sourceId, checkedFields.parse(typed)) };
  } catch (error) {
    return await failedAction(error, {});
  }
}
