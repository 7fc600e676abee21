import 'server-only';
import type { z } from 'zod';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { alertPlace } from '../scope-rules/place.ts';
import { trialRequest } from './request.ts';
import { runningTrials } from './running-trials.ts';
import type { Trial } from './trial.ts';
import { tryRule } from './try-rule.ts';

/**
 * Tries a rule in a scope; for who may make one there. `bad-request` where its conditions cannot be evaluated, `conflict` where the person
 * begins another trial meanwhile, `too-many-requests` where others try as many as may be at once.
 */
export async function loadTrial(
  actor: Pick<Actor, 'userId'>,
  scope: Scope,
  input: z.input<typeof trialRequest>,
  signal?: AbortSignal,
): Promise<Trial> {
  const { definition, days } = trialRequest.parse(input);
  await alertPlace(prisma(), scope, 'rules');
  const now = new Date();
  return runningTrials().run(actor.userId, signal, (either) =>
    readScope(webPool(), scope, (db) => tryRule(db, scope, definition, { now, days, signal: either }), {
      signal: either,
    }),
  );
}
