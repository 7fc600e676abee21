import type { Habit } from './habits.ts';
import { isHistoric } from './historic.ts';
import { addEvent, joinSpans, type Span } from './spans.ts';

/** A span of one value of one group of a rule in an account. */
export type SeenRow = Span & Habit;

/** What a batch sees of rules that keep when values were seen: a value that comes in a thousand events is one row. */
export class SeenBatch {
  readonly #spans = new Map<Habit, Span[]>();

  add(habit: Habit, timeMs: number, eventId: string, nowMs: number): void {
    let spans = this.#spans.get(habit);
    if (spans === undefined) {
      spans = [];
      this.#spans.set(habit, spans);
    }
    addEvent(habit.when, spans, { value: habit.value, timeMs, eventId, historic: isHistoric(timeMs, nowMs) });
  }

  /** What was added since it was asked last. */
  take(): SeenRow[] {
    const rows: SeenRow[] = [];
    for (const [habit, spans] of this.#spans)
      for (const span of joinSpans(habit.when, spans)) rows.push({ ...habit, ...span });
    this.#spans.clear();
    return rows;
  }
}
