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
  const ofView = views.map(({ id, slug, accountIds }): [string, Tally] => {
    const tally = noTally();
    for (const accountId of accountIds) {
      for (const count of byAccount.get(accountId) ?? [])
        if (count.viewId === null || count.viewId === id) add(tally, count);
    }
    return [slug, tally];
  });
  const ofAccount = accounts.map(({ id }): [string, Tally] => {
    const tally = noTally();
    for (const count of byAccount.get(id) ?? []) add(tally, count);
    return [id, tally];
  });
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

/** Open findings of each severity, in the order of SEVERITIES. */
type Tally = number[];
const noTally = (): Tally => SEVERITIES.map(() => 0);

function add(tally: Tally, { severity, open }: OpenCount): void {
  const place = SEVERITIES.indexOf(severity);
  tally[place] = (tally[place] ?? 0) + open;
}

function someOf(places: readonly [string, Tally][]): ReadonlyMap<string, OpenFindings> {
  const found = new Map<string, OpenFindings>();
  for (const [key, tally] of places) {
    const open = tally.reduce((all, some) => all + some, 0);
    if (open === 0) continue;
    const worst = SEVERITIES.map((severity, place) => ({ severity, open: tally[place] ?? 0 }));
    found.set(key, { open, worst: worst.filter((some) => some.open > 0) });
  }
  return found;
}
