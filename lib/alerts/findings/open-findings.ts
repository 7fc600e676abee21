import type { Reach } from '#lib/auth/resolve-reach.ts';
import { SEVERITIES, type Severity } from '../rule-model.ts';
import type { OpenCount, OpenCounts } from './queries/count-open-findings.ts';

/** Open findings of a place; `worst` is how many there are of each severity that occurs, the worst first. */
export type OpenFindings = { open: number; worst: readonly { severity: Severity; open: number }[] };

/** Those of a place, known by its key; undefined where none is open. Added up when asked for: Home shows a page of places. */
export type FindingsOf = (key: string) => OpenFindings | undefined;

/** Open findings of views, by slug, and of accounts, by 12 digits. */
export type OpenByPlace = { views: FindingsOf; accounts: FindingsOf };

/**
 * What each place of Home would list: in an account the findings of all rules that cover it, in a view those of its own rules and of
 * its accounts'.
 */
export function sumOpenFindings(
  { views, accounts }: Pick<Reach, 'views' | 'accounts'>,
  countsOf: OpenCounts,
): OpenByPlace {
  const viewOf = new Map(views.map((view) => [view.slug, view]));
  const reached = new Set(accounts.map(({ id }) => id));
  return {
    views: remembered((slug) => {
      const view = viewOf.get(slug);
      const ofAccounts = view?.accountIds.flatMap((id) => countsOf(id)) ?? [];
      return sum(ofAccounts.filter(({ viewId }) => viewId === null || viewId === view?.id));
    }),
    accounts: remembered((id) => sum(reached.has(id) ? countsOf(id) : [])),
  };
}

/** Orders places, known by `keyOf`, by their open findings: the most of the worst severity first, then of the next. */
export function worstFirst<Place>(
  findings: FindingsOf,
  keyOf: (place: Place) => string,
): (a: Place, b: Place) => number {
  const openOf = (place: Place, wanted: Severity) =>
    findings(keyOf(place))?.worst.find(({ severity }) => severity === wanted)?.open ?? 0;
  return (a, b) => {
    const differs = SEVERITIES.find((severity) => openOf(a, severity) !== openOf(b, severity));
    return differs === undefined ? 0 : openOf(b, differs) - openOf(a, differs);
  };
}

function sum(counts: readonly OpenCount[]): OpenFindings | undefined {
  if (counts.length === 0) return undefined;
  const ofSeverity = SEVERITIES.map((severity) => ({
    severity,
    open: add(counts.filter((count) => count.severity === severity)),
  }));
  return { open: add(counts), worst: ofSeverity.filter(({ open }) => open > 0) };
}

function add(counts: readonly { open: number }[]): number {
  return counts.reduce((all, { open }) => all + open, 0);
}

// To order places, each is asked for many times.
function remembered(findingsOf: FindingsOf): FindingsOf {
  const known = new Map<string, OpenFindings | undefined>();
  return (key) => {
    if (!known.has(key)) known.set(key, findingsOf(key));
    return known.get(key);
  };
}
