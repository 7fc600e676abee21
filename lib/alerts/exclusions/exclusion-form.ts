import { TrailkeepError } from '#lib/errors.ts';
import { condition } from '../rule-model.ts';
import type { ExclusionChange, NewExclusion } from './schema.ts';

type Fields = Record<string, string | undefined>;

/** The form of a new exclusion as it is sent to be stored; its field `condition` is JSON. Isomorphic. */
export function exclusionFromForm({
  ruleId,
  condition: text = '',
  reason = '',
  accountId,
  until,
}: Fields): NewExclusion {
  return {
    ruleId: Number(ruleId),
    condition: conditionOf(text),
    reason,
    ...(accountId && { accountId }),
    ...(until && { until }),
  };
}

/** The form that answers a request: `answer` is granted or refused; without it, it moves the end alone. */
export function answerFromForm({ answer, reason = '', until }: Fields): ExclusionChange {
  if (answer === 'refused') return { state: 'refused', reason };
  if (answer === 'granted')
    return { state: 'granted', until: until || null, ...(reason.trim() && { reason }) };
  return { until: until || null };
}

function conditionOf(text: string): NewExclusion['condition'] {
  try {
    return condition.parse(JSON.parse(text));
  } catch (error) {
    throw new TrailkeepError('bad-request', 'It does not say what is to be excluded.', {
      hint: 'Name at least one thing that the events have in common.',
      cause: error,
    });
  }
}
