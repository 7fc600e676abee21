'use server';
import { prisma } from '#lib/db/prisma.ts';
import type { FormState } from '#lib/form-state.ts';
import { changeInScope } from '../change-in-scope.ts';
import { changeFinding, type FindingChange } from './mutations.ts';

/** Changes a finding of the scope `view:acme`. What comes from a browser is checked there. */
export async function changeFindingAction(
  place: string,
  findingId: string,
  change: FindingChange,
): Promise<FormState> {
  return changeInScope(place, {}, (doer, scope) => changeFinding(prisma(), doer, scope, findingId, change));
}
