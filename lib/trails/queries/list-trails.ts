import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { TrailList } from '../trail.ts';
import { addWarnings } from '../warnings.ts';
import { listAccountAnswers } from './list-account-answers.ts';
import { listDescribedTrails } from './list-described-trails.ts';
import { listInferredTrails } from './list-inferred-trails.ts';

/**
 * The trails of the scope with what is worth a look about them, those that AWS described first; and for each account, where
 * that is known from. Run it inside `readScope`.
 */
export async function listTrails(db: Queryable, scope: Scope, now: Date): Promise<TrailList> {
  // First: while an answer is written in between, the page still says that AWS is being asked, and looks again.
  const accounts = await listAccountAnswers(db, scope);
  const described = await listDescribedTrails(db, scope);
  const inferred = await listInferredTrails(db, scope);
  const trails = addWarnings([...described, ...inferred], now);
  return { trails, accounts };
}
