import type { When } from './rule-model.ts';

/** Rules that compare with what was before, and keep of it when values were seen, not every event. */
export type OfHistory = Extract<When, { kind: 'first-seen' | 'returning' | 'absence' }>;

/** A time in which a value of a group was seen, with the events at its ends. */
export type Span = {
  value: string;
  firstMs: number;
  firstEventId: string;
  lastMs: number;
  lastEventId: string;
  /** The first event was old when it was taken. */
  historic: boolean;
};

/** An event that makes the rule fire. */
export type Firing = { timeMs: number; eventId: string; value: string; historic: boolean };

const DAY_MS = 86_400_000;

export function isOfHistory(when: When): when is OfHistory {
  return when.kind === 'first-seen' || when.kind === 'returning' || when.kind === 'absence';
}

/**
 * Joins spans of one group that are one: those of one value and day, or for `absence` those with less than the silence between
 * them. The same whatever came first, so that spans may be joined in batches and those again.
 */
export function joinSpans(when: OfHistory, spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted((a, b) => compareText(a.value, b.value) || compareStarts(a, b));
  const joined: Span[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last && last.value === span.value && isOne(when, last, span)) extend(last, span);
    else joined.push({ ...span });
  }
  return joined;
}

/**
 * Events of one group that make the rule fire. `spans`: joined, all of the values that are asked for. `knownSinceMs`: of the group's
 * first event, whatever its value; `nowMs`: how far events have been read.
 */
export function firingsOf(
  when: OfHistory,
  spans: readonly Span[],
  { knownSinceMs, nowMs }: { knownSinceMs: number; nowMs: number },
): Firing[] {
  switch (when.kind) {
    case 'first-seen':
      return newcomers(when, spans, dayOf(knownSinceMs));
    case 'returning':
      return followers(spans)
        .filter(([before, span]) => span.firstMs - before.lastMs >= when.afterDays * DAY_MS)
        .map(([, span]) => firingAtStart(span));
    case 'absence':
      return spans
        .filter((span) => span.lastMs - span.firstMs >= when.lookbackDays * DAY_MS)
        .filter((span) => nowMs - span.lastMs >= when.silentMinutes * 60_000)
        .map(({ lastMs: timeMs, lastEventId: eventId, value }) => ({
          timeMs,
          eventId,
          value,
          historic: false,
        }));
  }
}

function newcomers(
  when: Extract<OfHistory, { kind: 'first-seen' }>,
  spans: readonly Span[],
  knownSince: number,
): Firing[] {
  const known = new Set(
    followers(spans)
      .filter(([before, span]) => before.value === span.value)
      .filter(([before, span]) => dayOf(span.firstMs) - dayOf(before.firstMs) <= when.lookbackDays)
      .map(([, span]) => span),
  );
  return spans
    .filter((span) => !known.has(span) && dayOf(span.firstMs) - knownSince >= when.learningDays)
    .map(firingAtStart);
}

function firingAtStart({ firstMs: timeMs, firstEventId: eventId, value, historic }: Span): Firing {
  return { timeMs, eventId, value, historic };
}

function followers(spans: readonly Span[]): [Span, Span][] {
  return spans.slice(1).map((span, at) => [spans[at] as Span, span]);
}

function isOne(when: OfHistory, earlier: Span, later: Span): boolean {
  return when.kind === 'absence'
    ? later.firstMs - earlier.lastMs < when.silentMinutes * 60_000
    : dayOf(earlier.firstMs) === dayOf(later.firstMs);
}

/** Adds an event to spans of its value: to the newest of them where it is one with it, whichever came first. */
export function addEvent(when: OfHistory, spans: Span[], event: Firing): void {
  const last = spans.at(-1);
  if (last && takesIn(when, last, event)) return;
  const { value, timeMs, eventId, historic } = event;
  const ends = { firstMs: timeMs, firstEventId: eventId, lastMs: timeMs, lastEventId: eventId };
  spans.push({ value, ...ends, historic });
}

function takesIn(when: OfHistory, span: Span, { timeMs, eventId, historic }: Firing): boolean {
  const isFirst = timeMs < span.firstMs || (timeMs === span.firstMs && eventId < span.firstEventId);
  const gapMs = isFirst ? span.firstMs - timeMs : timeMs - span.lastMs;
  const isOne =
    when.kind === 'absence' ? gapMs < when.silentMinutes * 60_000 : dayOf(span.firstMs) === dayOf(timeMs);
  if (!isOne) return false;
  if (isFirst) {
    span.firstMs = timeMs;
    span.firstEventId = eventId;
    span.historic = historic;
  } else if (timeMs > span.lastMs || (timeMs === span.lastMs && eventId > span.lastEventId)) {
    span.lastMs = timeMs;
    span.lastEventId = eventId;
  }
  return true;
}

function extend(span: Span, by: Span): void {
  if (by.lastMs < span.lastMs || (by.lastMs === span.lastMs && by.lastEventId <= span.lastEventId)) return;
  span.lastMs = by.lastMs;
  span.lastEventId = by.lastEventId;
}

function compareStarts(a: Span, b: Span): number {
  return a.firstMs - b.firstMs || compareText(a.firstEventId, b.firstEventId);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}
