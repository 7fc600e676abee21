import { TrailkeepError } from '#lib/errors.ts';
import type { CharacterSet } from './character-set.ts';
import type { Assertion, PatternNode } from './pattern-syntax.ts';

/** One step of a pattern's automaton; the numbers are steps to go on with. */
export type Step =
  | { kind: 'set'; set: CharacterSet; next: number }
  | { kind: 'assert'; assertion: Assertion; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'match' };

const MAX_STEPS = 1_000;

/** A pattern as Thompson's automaton. @returns its steps and the first of them. @throws TrailkeepError `bad-request` when it is too big. */
export function toAutomaton(pattern: PatternNode): { steps: Step[]; first: number } {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS)
      throw new TrailkeepError(
        'bad-request',
        'The regular expression is too big once its repetitions are written out.',
        {
          hint: 'Use smaller numbers in { }, or + and *.',
        },
      );
    steps.push(step);
    return steps.length - 1;
  };

  // Built from the end: each part is told which step follows it.
  const build = (node: PatternNode, next: number): number => {
    switch (node.kind) {
      case 'set':
        return add({ kind: 'set', set: node.set, next });
      case 'assert':
        return add({ kind: 'assert', assertion: node.assertion, next });
      case 'sequence':
        return node.parts.reduceRight((following, part) => build(part, following), next);
      case 'choice':
        return add({ kind: 'split', next: node.options.map((option) => build(option, next)) });
      case 'repeat':
        return repeat(node, next);
    }
  };
  const repeat = (node: PatternNode & { kind: 'repeat' }, next: number): number => {
    let first = next;
    let copies = node.least;
    if (node.most === null) {
      const ways = [next];
      const loop = add({ kind: 'split', next: ways });
      const part = build(node.part, loop);
      ways.push(part);
      // `x+` is one copy whose end leads back, so that nested ones do not double at each level.
      first = copies > 0 ? part : loop;
      copies -= 1;
    } else {
      for (let extra = node.least; extra < node.most; extra += 1)
        first = add({ kind: 'split', next: [next, build(node.part, first)] });
    }
    for (let count = 0; count < copies; count += 1) {
      const before = build(node.part, first);
      // A part without a step, `()`: a thousand of it, a thousand times, would take for ever and stay nothing.
      if (before === first) break;
      first = before;
    }
    return first;
  };

  const first = build(pattern, add({ kind: 'match' }));
  return { steps, first };
}
