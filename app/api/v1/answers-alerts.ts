import { z } from 'zod';
import {
  FINDING_STATES,
  type FindingDetail,
  type FindingRow,
  HISTORY_KINDS,
} from '#lib/alerts/findings/schema.ts';
import { ruleDefinition, SEVERITIES } from '#lib/alerts/rule-model.ts';
import { ruleSamples } from '#lib/alerts/scope-rules/rule-samples.ts';
import { RULE_FAMILIES, RULE_MODES, type RuleDetail, type RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import { event } from './answers.ts';

const time = z.string().meta({ format: 'date-time' });

const findingFields = {
  id: z.string(),
  ruleId: z.number(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  state: z.enum(FINDING_STATES),
  accountId: z.string(),
  accountName: z.string(),
  group: z
    .array(z.object({ field: z.string(), value: z.string() }))
    .meta({ description: 'What the rule groups by, with the values that this finding is about.' }),
  firstAt: time,
  lastAt: time,
  events: z.number(),
  historic: z
    .boolean()
    .meta({ description: 'All its events were older than a day when they were collected: nobody was told.' }),
  silent: z.boolean().meta({ description: 'The rule was silent: nobody was told.' }),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
};

const finding = z.object(findingFields) satisfies z.ZodType<FindingRow>;

export const findingsAnswer = z.object({
  findings: z.array(finding),
  next: z.string().nullable().meta({ description: 'The `after` of the next page; null at the end.' }),
  counts: z.object({ open: z.number(), acknowledged: z.number() }),
});

export const findingAnswer = z.object({
  ...findingFields,
  description: z.string(),
  runbook: z.string().meta({ description: 'What to do.' }),
  techniques: z.array(z.string()).meta({ description: 'MITRE ATT&CK.' }),
  references: z.array(z.string()),
  builtinId: z.string().nullable(),
  mode: z.enum(RULE_MODES),
  groupBy: z.array(z.string()),
  scope: z.object({ kind: z.enum(['view', 'account']), id: z.string(), name: z.string() }),
  owners: z.array(z.string()),
  matches: z
    .object({ events: z.array(event), more: z.boolean() })
    .meta({ description: 'The newest of its events.' }),
  days: z.array(z.object({ day: z.string(), matches: z.number(), own: z.boolean() })),
  history: z.array(
    z.object({
      id: z.string(),
      at: time,
      actor: z.string(),
      kind: z.enum(HISTORY_KINDS),
      comment: z.string().nullable(),
      assignee: z.string().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      kind: z.string(),
      state: z.enum(['waiting', 'sent', 'failed']),
      attempts: z.number(),
      error: z.string().nullable(),
      nextAttemptAt: time,
      sentAt: time.nullable(),
    }),
  ),
}) satisfies z.ZodType<FindingDetail>;

const rule = z.object({
  key: z.string().meta({ description: '`builtin:<id>`, or the number of a rule of one’s own.' }),
  ruleId: z.number().nullable(),
  name: z.string(),
  description: z.string(),
  severity: z.enum(SEVERITIES),
  techniques: z.array(z.string()),
  family: z.enum(RULE_FAMILIES),
  imported: z
    .boolean()
    .meta({ description: 'It came from a Sigma file, and is changed by importing it again.' }),
  mode: z.enum(RULE_MODES).meta({ description: '`silent` makes findings and tells nobody.' }),
  openFindings: z.number(),
  lastFindingAt: time.nullable(),
  channels: z.array(z.string()),
}) satisfies z.ZodType<RuleRow>;

export const rulesAnswer = z.object({ rules: z.array(rule) });

export const ruleDetailAnswer = rule.extend({
  definition: ruleDefinition,
  samples: ruleSamples.meta({ description: 'Records in which it must find something, or must not.' }),
  changedAt: time.nullable(),
}) satisfies z.ZodType<RuleDetail>;
