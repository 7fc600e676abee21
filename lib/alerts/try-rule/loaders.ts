import 'server-only';
import type { z } from 'zod';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { alertPlace } from '../scope-rules/place.ts';
import { trialRequest } from './request.ts';
import type { Trial } from './trial.ts';
import { tryRule } from './try-rule.ts';

/** Tries a rule in a scope; for who may make one there. `bad-request` where its conditions cannot be evaluated. */
export async function loadTrial(
  scope: Scope,
  input: z.input<typeof trialRequest>,
  signal?: AbortSignal,
): Promise<Trial> {
  const { definition, days } = trialRequest.parse(input);
  await alertPlace(prisma(), scope, 'rules');
  const now = new Date();
  return readScope(webPool(), scope, (db) => tryRule(db, scope, definition, { now, days, signal }), {
    signal,
  });
}
