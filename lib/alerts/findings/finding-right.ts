/** `answer`: acknowledge it while it is open and comment on it, and no more. */
export type FindingRight = 'change' | 'answer';

/**
 * What somebody may do about a finding in a scope that they manage or not (`canManage`); null for readers. `ofView`: its rule is a
 * view's; `decides`: they manage that view, or are an admin.
 */
export function findingRight({
  canManage,
  ofView,
  decides,
}: {
  canManage: boolean;
  ofView: boolean;
  decides: boolean;
}): FindingRight | null {
  if (!canManage) return null;
  return ofView && !decides ? 'answer' : 'change';
}
