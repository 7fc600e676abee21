import type { Scope } from '#lib/auth/scope.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** Throws `not-found`, the same for a source that is not there and for one whose ledger is not this person's to see. */
export function requireSource(scope: Scope, sourceId: number): void {
  if (scope.sourceIds.includes(sourceId)) return;
  throw new TrailkeepError('not-found', `There is no log source ${sourceId} here, or you may not see it.`, {
    hint: 'Only those who manage a view or own an account see its log sources.',
  });
}
