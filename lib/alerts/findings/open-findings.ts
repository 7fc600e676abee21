import type { Reach } from '#lib/auth/resolve-reach.ts';
import { SEVERITIES, type Severity } from '../rule-model.ts';
import type { OpenCount } from './queries/count-open-findings.ts';

/** Open findings of a place; `worst` is how many there are of each severity that occurs, the worst first. */
export type OpenFindings = { open: number; worst: readonly { severity: Severity; open: number }[] };

/** Open findings of views, by slug, and of accounts, by 12 digits. Places without any are left out. */
export type OpenByPlace = {
  views: ReadonlyMap<string, OpenFindings>;
  accounts: ReadonlyMap<string, OpenFindings>;
};

/**
 * What each place of Home would list: in an account the findings of all rules that cover it, in a view those of its own rules and of
 * its accounts'.
 */
export function sumOpenFindings(
  { views, accounts }: Pick<Reach, 'views' | 'accounts'>,
  counts: readonly OpenCount[],
): OpenByPlace {
  const byAccount = Map.groupBy(counts, ({ accountId }) => accountId);
  const ofView = views.map(({ slug, accountIds }): [string, OpenFindings] => {
    const held = accountIds.flatMap((id) => byAccount.get(id) ?? []);
    return [slug, sum(held.filter(({ view }) => view === null || view === slug))];
  });
  const ofAccount = accounts.map(({ id }): [string, OpenFindings] => [id, sum(byAccount.get(id) ?? [])]);
  return { views: someOf(ofView), accounts: someOf(ofAccount) };
}

/** Orders places, known by `keyOf`, by their open findings: the most of the worst severity first, then of the next. */
export function worstFirst<Place>(
  findings: ReadonlyMap<string, OpenFindings>,
  keyOf: (place: Place) => string,
): (a: Place, b: Place) => number {
  const openOf = (place: Place, wanted: Severity) =>
    findings.get(keyOf(place))?.worst.find(({ severity }) => severity === wanted)?.open ?? 0;
  return (a, b) => {
    const differs = SEVERITIES.find((severity) => openOf(a, severity) !== openOf(b, severity));
    return differs === undefined ? 0 : openOf(b, differs) - openOf(a, differs);
  };
}

function sum(counts: readonly OpenCount[]): OpenFindings {
  const open = (some: readonly OpenCount[]) => some.reduce((all, count) => all + count.open, 0);
  const bySeverity = Map.groupBy(counts, ({ severity }) => severity);
  const worst = SEVERITIES.flatMap((severity) => {
    const found = bySeverity.get(severity);
    return found ? [{ severity, open: open(found) }] : [];
  });
  return { open: open(counts), worst };
}

function someOf(places: readonly [string, OpenFindings][]): ReadonlyMap<string, OpenFindings> {
  return new Map(places.filter(([, { open }]) => open > 0));
}
