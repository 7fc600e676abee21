import type { When } from './rule-model.ts';

export type TimedPart = { timeMs: number; step: number; value: string };
type InWindow = Extract<When, { kind: 'threshold' | 'sequence' }>;

/**
 * Which matches of one group count: those in some window of the rule's length that holds as many as it asks for. `parts` in the order
 * of their times, those of one time by step. More matches never make one uncounted that was counted.
 */
export function countInWindows(when: InWindow, parts: readonly TimedPart[]): boolean[] {
  const counted = parts.map(() => false);
  const windowMs = when.withinMinutes * 60_000;
  const content = new WindowContent(when);
  let start = 0;
  let marked = 0;
  for (const [end, part] of parts.entries()) {
    content.add(part, 1);
    for (let first = parts[start]; first && part.timeMs - first.timeMs > windowMs; first = parts[start]) {
      content.add(first, -1);
      start += 1;
    }
    // The longest window that ends here holds every other one that does.
    if (!content.isEnough() || !isInOrder(when, parts, start, end)) continue;
    for (marked = Math.max(marked, start); marked <= end; marked++) counted[marked] = true;
  }
  return counted;
}

/** How often each value, or step, stands in a window. */
class WindowContent {
  readonly #when: InWindow;
  readonly #counts = new Map<string | number, number>();
  #size = 0;

  constructor(when: InWindow) {
    this.#when = when;
  }

  add(part: TimedPart, by: 1 | -1): void {
    this.#size += by;
    const key = this.#when.kind === 'sequence' ? part.step : part.value;
    const count = (this.#counts.get(key) ?? 0) + by;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }

  isEnough(): boolean {
    const when = this.#when;
    if (when.kind === 'sequence')
      return when.steps.every(({ atLeast }, step) => (this.#counts.get(step) ?? 0) >= atLeast);
    return (when.distinct === undefined ? this.#size : this.#counts.size) >= when.atLeast;
  }
}

function isInOrder(when: InWindow, parts: readonly TimedPart[], start: number, end: number): boolean {
  if (when.kind === 'threshold' || !when.ordered) return true;
  let step = 0;
  let met = 0;
  for (let at = start; at <= end; at++) {
    if (parts[at]?.step !== step) continue;
    met += 1;
    if (met < (when.steps[step]?.atLeast ?? 1)) continue;
    step += 1;
    met = 0;
  }
  return step >= when.steps.length;
}
