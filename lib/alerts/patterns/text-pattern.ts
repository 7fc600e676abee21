import type { Step } from './automaton.ts';
import { type CharacterSet, contains, LINE_ENDS, WORD } from './character-set.ts';
import type { Assertion } from './pattern-syntax.ts';

/** What stands beside a place in the text, as far as anchors ask for it. */
type Side = 'edge' | 'line-end' | 'word' | 'other';

/** The steps that wait at a place in the text, and where each class of next character leads. */
type Place = { waiting: number[]; before: Side; next: (Place | boolean | undefined)[] };

/** Places are made when a text first leads to them; beyond so many they are forgotten and made anew. */
const MAX_PLACES = 1_000;

/**
 * Tests texts against an automaton, following all its ways at once: the time is proportional to the text, whatever the pattern,
 * where a backtracking engine can take hours for a short text made for it.
 */
export class TextPattern {
  private readonly steps: Step[];
  private readonly first: number;
  private readonly classes: CharacterClasses;
  private places = new Map<string, Place>();

  constructor(automaton: { steps: Step[]; first: number }) {
    this.steps = automaton.steps;
    this.first = automaton.first;
    this.classes = new CharacterClasses(
      this.steps.flatMap((step) =>
        step.kind === 'set' ? [step.set] : step.kind === 'assert' ? [WORD, LINE_ENDS] : [],
      ),
    );
  }

  /** Whether it fits anywhere in the text. */
  test(text: string): boolean {
    let place = this.place([], 'edge');
    for (let at = 0; at <= text.length; at += 1) {
      const cls = at < text.length ? this.classes.of(text.charCodeAt(at)) : this.classes.end;
      let next = place.next[cls];
      if (next === undefined) {
        next = this.follow(place, cls);
        place.next[cls] = next;
      }
      if (typeof next === 'boolean') return next;
      place = next;
    }
    return false;
  }

  // True: it fits. False: the text has ended without.
  private follow(place: Place, cls: number): Place | boolean {
    const unit = this.classes.example(cls);
    const after = unit === null ? 'edge' : sideOf(unit);
    const seen = new Set<number>();
    const open = [...place.waiting, this.first];
    const waiting = new Set<number>();
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const step = this.steps[index];
      if (!step || seen.has(index)) continue;
      seen.add(index);
      if (step.kind === 'match') return true;
      if (step.kind === 'split') open.push(...step.next);
      else if (step.kind === 'assert') {
        if (holds(step.assertion, place.before, after)) open.push(step.next);
      } else if (unit !== null && contains(step.set, unit)) waiting.add(step.next);
    }
    return unit === null
      ? false
      : this.place(
          [...waiting].sort((a, b) => a - b),
          after,
        );
  }

  private place(waiting: number[], before: Side): Place {
    const key = `${before}:${waiting.join()}`;
    const known = this.places.get(key);
    if (known) return known;
    if (this.places.size >= MAX_PLACES) this.places = new Map();
    const made: Place = { waiting, before, next: [] };
    this.places.set(key, made);
    return made;
  }
}

/** Characters that no set of the pattern tells apart are one class. */
class CharacterClasses {
  readonly end: number;
  private readonly starts: number[];
  private readonly ascii: Uint16Array;

  constructor(sets: CharacterSet[]) {
    const starts = new Set([0]);
    for (const [from, to] of sets.flat()) {
      starts.add(from);
      starts.add(to + 1);
    }
    this.starts = [...starts].sort((a, b) => a - b);
    this.end = this.starts.length;
    this.ascii = Uint16Array.from({ length: 128 }, (_, unit) => this.search(unit));
  }

  of(unit: number): number {
    return this.ascii[unit] ?? this.search(unit);
  }

  example(cls: number): number | null {
    return this.starts[cls] ?? null;
  }

  private search(unit: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function sideOf(unit: number): Side {
  if (contains(WORD, unit)) return 'word';
  return contains(LINE_ENDS, unit) ? 'line-end' : 'other';
}

function holds(assertion: Assertion, before: Side, after: Side): boolean {
  switch (assertion) {
    case 'start':
      return before === 'edge';
    case 'end':
      return after === 'edge';
    case 'line-start':
      return before === 'edge' || before === 'line-end';
    case 'line-end':
      return after === 'edge' || after === 'line-end';
    case 'word-edge':
      return (before === 'word') !== (after === 'word');
    case 'no-word-edge':
      return (before === 'word') === (after === 'word');
  }
}
