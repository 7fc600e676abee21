import 'server-only';
import { recordAudit } from '#lib/audit/record.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type FormState, failedForm } from '#lib/form-state.ts';
import { type Actor, auditName } from './actor.ts';
import { actorOfRequest } from './loaders.ts';

/** The answer to a server action that failed. An attempt at what the person has no right to stands in the audit log. */
export async function failedAction(error: unknown, typed: Record<string, string>): Promise<FormState> {
  if (isRefusal(error)) await recordRefusal(await actorOfRequest(), error);
  return failedForm(error, typed);
}

/** Notes that somebody tried to change what is not theirs. `request` is what they asked for, where they asked the API. */
export async function recordRefusal(actor: Actor, error: TrailkeepError, request?: string): Promise<void> {
  await recordAudit(prisma(), {
    by: auditName(actor),
    action: 'access.denied',
    target: error.message,
    result: 'denied',
    ...(request && { detail: { request } }),
  });
}

/** Whether an error says that its person has no right to what they asked for. */
export function isRefusal(error: unknown): error is TrailkeepError {
  return error instanceof TrailkeepError && error.refused;
}
