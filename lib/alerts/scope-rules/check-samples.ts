import { TrailkeepError } from '#lib/errors.ts';
import { countryLookup } from '#lib/geo/country.ts';
import { evaluateOnce } from '../evaluate-once.ts';
import type { RuleDefinition } from '../rule-model.ts';
import type { RuleSample, SampleState } from './rule-samples.ts';

/** Puts a rule to its samples, in their order. Throws TrailkeepError `bad-request` for a rule that cannot be evaluated at all. */
export async function checkSamples(
  definition: RuleDefinition,
  samples: readonly RuleSample[],
): Promise<SampleState[]> {
  // A rule that cannot be compiled is at fault itself, and none of its samples.
  evaluateOnce(definition, []);
  const country = await countryLookup();
  return samples.map(({ expects, records }) => {
    try {
      const fires = evaluateOnce(definition, records, { country }).length > 0;
      return { agrees: fires === (expects === 'fires'), fault: null };
    } catch (error) {
      if (!(error instanceof TrailkeepError) || error.code !== 'bad-request') throw error;
      return { agrees: false, fault: [error.message, error.hint].filter(Boolean).join(' ') };
    }
  });
}

/** Throws TrailkeepError `bad-request` where a sample does not do what it is kept for: such a rule is not what its author means. */
export async function requireSamples(
  definition: RuleDefinition,
  samples: readonly RuleSample[],
): Promise<void> {
  const states = await checkSamples(definition, samples);
  const wrong = states.flatMap(({ agrees, fault }, at) => {
    if (agrees) return [];
    return [`${at + 1} ${fault ?? (samples[at]?.expects === 'fires' ? 'does not fire' : 'fires')}`];
  });
  if (wrong.length === 0) return;
  throw new TrailkeepError(
    'bad-request',
    `The rule and its samples disagree: sample ${wrong.join(', sample ')}.`,
    {
      hint: 'Change the rule or the sample, or take the sample away.',
    },
  );
}
