import type { MatchPart } from './compile-rule.ts';
import type { Habit, Habits } from './habits.ts';
import type { RuleEntry, ScopedRule } from './rule-entry.ts';
import type { Subject } from './subject.ts';

export type NotedMatch = { ruleId: number; revision: number; parts: readonly MatchPart[] };
/** An exclusion of the rule's definition by its digest, or one that somebody added by its id. */
export type NotedHiding = { ruleId: number; ownDigest: string | null; exclusionId: number | null };
/** What the rules make of one event. */
export type NotedEvent = {
  accountId: string;
  timeMs: number;
  eventId: string;
  matches: readonly NotedMatch[];
  /** For rules that keep when values were seen. */
  seen: readonly Habit[];
  hidden: readonly NotedHiding[];
};

/** What becomes of a rule's matches is put here. */
export type Notes = { matches: NotedMatch[]; seen: Habit[]; hidden: NotedHiding[] };

/** Notes what a definition makes of an event that it matches, wherever it is on. */
export function note(
  { compiled, history, ownDigests }: RuleEntry,
  rules: readonly ScopedRule[],
  subject: Subject,
  { habits, nowMs, notes }: { habits: Habits; nowMs: number; notes: Notes },
): void {
  const excludedBy = compiled.excludedBy(subject);
  let parts: MatchPart[] | undefined;
  for (const rule of rules) {
    const isOff = excludedBy !== null && rule.ownOff.has(excludedBy);
    const ownIndex = isOff ? compiled.excludedBy(subject, rule.ownOff) : excludedBy;
    const exclusionId = ownIndex === null ? addedExclusion(rule, subject, nowMs) : null;
    if (ownIndex !== null || exclusionId !== null) {
      const ownDigest = ownIndex === null ? null : (ownDigests[ownIndex] ?? null);
      notes.hidden.push({ ruleId: rule.id, ownDigest, exclusionId });
      continue;
    }
    parts ??= compiled.partsOf(subject);
    if (parts.length === 0) continue;
    if (history === null) notes.matches.push({ ruleId: rule.id, revision: rule.revision, parts });
    else for (const part of parts) notes.seen.push(habits.of(rule, history, subject.event.accountId, part));
  }
}

function addedExclusion({ exclusions }: ScopedRule, subject: Subject, nowMs: number): number | null {
  for (const { id, accountId, untilMs, compiled } of exclusions) {
    if (accountId !== null && accountId !== subject.event.accountId) continue;
    if (untilMs !== null && untilMs <= nowMs) continue;
    if (compiled.matches(subject)) return id;
  }
  return null;
}
