import type { MatchPart } from '../compile-rule.ts';
import { countInWindows, type TimedPart } from '../count-in-windows.ts';
import { runsOf } from '../fold/runs.ts';
import type { RuleDefinition, When } from '../rule-model.ts';
import { addEvent, firingsOf, isOfHistory, joinSpans, type OfHistory, type Span } from '../spans.ts';

/** One part of a matching event. */
export type GatheredMatch = MatchPart & { accountId: string; timeMs: number; eventId: string };
/** `firings`: the events that the findings are made of, each once for its group. `findingsMs`: when each finding begins. */
export type FiringEvent = { accountId: string; timeMs: number; eventId: string };
export type Outcome = { firings: FiringEvent[]; findingsMs: number[] };

/** Gathers what matched, and makes of it what the engine's findings would be. */
export type Gatherer = {
  add: (match: GatheredMatch) => void;
  /** `nowMs`: how far events have been read, for rules that find silence. */
  outcome: (nowMs: number) => Outcome;
};

export function gathererOf({ when, quietMinutes }: Pick<RuleDefinition, 'when' | 'quietMinutes'>): Gatherer {
  const quietMs = quietMinutes * 60_000;
  return isOfHistory(when) ? gatherSpans(when, quietMs) : gatherPoints(when, quietMs);
}

type Point = TimedPart & FiringEvent;

function gatherPoints(when: Exclude<When, OfHistory>, quietMs: number): Gatherer {
  const groups = new Map<string, Point[]>();
  return {
    add: ({ accountId, group, timeMs, eventId, step, value }) => {
      const key = JSON.stringify([accountId, ...group]);
      const point = { accountId, timeMs, eventId, step, value };
      const points = groups.get(key);
      if (points) points.push(point);
      else groups.set(key, [point]);
    },
    outcome: () =>
      sumUp(
        [...groups.values()].map((points) => countedOf(when, points)),
        quietMs,
      ),
  };
}

function countedOf(when: Exclude<When, OfHistory>, points: readonly Point[]): Point[] {
  if (when.kind === 'every') return [...points];
  const sorted = points.toSorted((a, b) => a.timeMs - b.timeMs || a.step - b.step);
  const counted = countInWindows(when, sorted);
  return sorted.filter((_, at) => counted[at]);
}

type SpanGroup = { accountId: string; sinceMs: number; spans: Map<string, Span[]> };

function gatherSpans(when: OfHistory, quietMs: number): Gatherer {
  const groups = new Map<string, SpanGroup>();
  return {
    add: ({ accountId, group, timeMs, eventId, value }) => {
      const key = JSON.stringify([accountId, ...group]);
      const known = groups.get(key) ?? { accountId, sinceMs: timeMs, spans: new Map() };
      groups.set(key, known);
      known.sinceMs = Math.min(known.sinceMs, timeMs);
      const spans = known.spans.get(value) ?? [];
      known.spans.set(value, spans);
      addEvent(when, spans, { value, timeMs, eventId, historic: false });
    },
    outcome: (nowMs) => {
      const ofGroups = [...groups.values()].map(({ accountId, sinceMs: knownSinceMs, spans }) =>
        firingsOf(when, joinSpans(when, [...spans.values()].flat()), { knownSinceMs, nowMs }).map(
          ({ timeMs, eventId }) => ({ accountId, timeMs, eventId }),
        ),
      );
      return sumUp(ofGroups, quietMs);
    },
  };
}

function sumUp(groups: readonly (readonly FiringEvent[])[], quietMs: number): Outcome {
  const counted = groups.map((group) => group.map((one) => ({ ...one, historic: false })));
  return {
    firings: groups.flat(),
    findingsMs: counted.flatMap((group) => runsOf(group, quietMs).map(({ firstMs }) => firstMs)),
  };
}
