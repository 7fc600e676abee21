import { z } from 'zod';
import type { BuiltInRule } from '../rule-model.ts';

/** Bounds of what is kept with a rule: it is read whole whenever somebody opens the rule. */
export const SAMPLE_BOUNDS = { samples: 20, records: 50, characters: 300_000 };

/** Records that belong together, and whether the rule must find something in them. Isomorphic. */
const ruleSample = z.strictObject({
  /** `fires`: the records, alone and in this order, make a finding. `quiet`: they make none. */
  expects: z.enum(['fires', 'quiet']),
  records: z
    .array(z.record(z.string(), z.unknown()))
    .min(1, 'A sample needs a record.')
    .max(SAMPLE_BOUNDS.records),
});
export type RuleSample = z.infer<typeof ruleSample>;

/** Whether a rule does with a sample what it should. `fault`: why it could not be put to it, e.g. a record that is none. */
export type SampleState = { agrees: boolean; fault: string | null };

/** What the author of a rule keeps with it. */
export const ruleSamples = z
  .array(ruleSample)
  .max(SAMPLE_BOUNDS.samples, `At most ${SAMPLE_BOUNDS.samples} samples are kept with a rule.`)
  .refine(
    (samples) => JSON.stringify(samples).length <= SAMPLE_BOUNDS.characters,
    `The samples are longer than ${SAMPLE_BOUNDS.characters} characters together: leave out what does not matter.`,
  );

/** The samples that a built-in rule ships with, in the same shape. */
export function samplesOf({ fires, quiet }: Pick<BuiltInRule, 'fires' | 'quiet'>): RuleSample[] {
  const as = (expects: RuleSample['expects'], lists: BuiltInRule['fires']) =>
    lists.map((records) => ({ expects, records: [...records] }));
  return [...as('fires', fires), ...as('quiet', quiet)];
}
