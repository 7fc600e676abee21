import { z } from 'zod';
import { EXCLUSION_STATES, type ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import { condition } from '#lib/alerts/rule-model.ts';

const time = z.string().meta({ format: 'date-time' });
const deed = z.object({ by: z.string(), at: time });

export const exclusionAnswer = z.object({
  id: z.string().meta({ description: 'A number; `own:<rule>:<digest>` for one that came with its rule.' }),
  ruleId: z.number(),
  rule: z.string(),
  builtIn: z.boolean().meta({ description: 'The rule is one that ships with Trailkeep.' }),
  scope: z
    .object({ kind: z.enum(['view', 'account']), id: z.string(), name: z.string() })
    .meta({ description: 'The view or account that the rule belongs to.' }),
  account: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'The only account that it holds in; null wherever the rule does.' }),
  condition,
  words: z.string().meta({ description: 'The condition as people read it.' }),
  reason: z.string(),
  owner: z.string().nullable().meta({ description: 'Null for one that came with its rule.' }),
  state: z.enum(EXCLUSION_STATES),
  createdAt: time.nullable(),
  until: time.nullable().meta({ description: 'It hides nothing from then on.' }),
  decision: deed
    .extend({ words: z.string().nullable() })
    .nullable()
    .meta({ description: 'The answer to a request.' }),
  removed: deed.nullable().meta({ description: 'Who ended it, took it back or switched it off.' }),
  hidEvents: z
    .number()
    .nullable()
    .meta({ description: 'Null in an account for what holds in a whole view.' }),
  lastHidAt: time.nullable(),
  mayChange: z.boolean(),
  mayTakeBack: z.boolean(),
}) satisfies z.ZodType<ExclusionRow>;

export const exclusionsAnswer = z.object({
  exclusions: z.array(exclusionAnswer).meta({
    description:
      'Those that wait for an answer, then the newest first; on the first page those that came with the rules as well.',
  }),
  next: z.string().nullable().meta({ description: 'For `after` of the next page; null on the last.' }),
});
