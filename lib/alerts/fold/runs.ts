/** A match that counts. */
export type Counted = { timeMs: number; eventId: string; historic: boolean };

/** Matches of one group with no pause longer than the rule's quiet time: a finding, or what is to become part of one. */
export type Run = {
  firstMs: number;
  lastMs: number;
  /** Different events. */
  events: number;
  historic: boolean;
};

/** A finding that is there already; the lower its id the older it is. */
export type StoredRun = Run & { id: bigint };

/**
 * Runs and findings that are one finding: a new one where `into` is null. The others of `from` go up in `into`. `isNews`: up to now it
 * told of the past alone, or was not there.
 */
export type JoinedRun = Run & { into: bigint | null; from: readonly bigint[]; isNews: boolean };

/** Matches of one group, in any order, as runs in the order of time. */
export function runsOf(matches: readonly Counted[], quietMs: number): Run[] {
  const runs: (Run & { ids: Set<string> })[] = [];
  for (const match of matches.toSorted((a, b) => a.timeMs - b.timeMs)) {
    const run = runs.at(-1);
    if (run && match.timeMs - run.lastMs <= quietMs) {
      run.lastMs = match.timeMs;
      run.historic &&= match.historic;
      run.ids.add(match.eventId);
      continue;
    }
    const { timeMs, historic, eventId } = match;
    runs.push({ firstMs: timeMs, lastMs: timeMs, events: 0, historic, ids: new Set([eventId]) });
  }
  return runs.map(({ ids, ...run }) => ({ ...run, events: ids.size }));
}

/**
 * What becomes of a group's findings when runs are added: the same findings whatever the order in which runs come. Findings that
 * nothing joins are left out of the answer.
 */
export function joinRuns(
  findings: readonly StoredRun[],
  added: readonly Run[],
  quietMs: number,
): JoinedRun[] {
  const joined: (Run & { ids: bigint[]; grew: boolean; wasPast: boolean })[] = [];
  const all = [
    ...findings.map(({ id, ...run }) => ({ ...run, ids: [id], grew: false, wasPast: run.historic })),
    ...added.map((run) => ({ ...run, ids: [], grew: true, wasPast: true })),
  ];
  for (const run of all.toSorted((a, b) => a.firstMs - b.firstMs)) {
    const last = joined.at(-1);
    if (!last || run.firstMs - last.lastMs > quietMs) {
      joined.push(run);
      continue;
    }
    last.lastMs = Math.max(last.lastMs, run.lastMs);
    last.events += run.events;
    last.historic &&= run.historic;
    last.wasPast &&= run.wasPast;
    last.ids.push(...run.ids);
    last.grew ||= run.grew;
  }
  return joined
    .filter(({ grew, ids }) => grew || ids.length > 1)
    .map(({ ids, grew: _grew, wasPast, ...run }) => {
      const [into = null, ...from] = ids.toSorted((a, b) => (a < b ? -1 : 1));
      return { ...run, into, from, isNews: wasPast && !run.historic };
    });
}
