import type { BuiltInRule, RuleDefinition, Severity } from '../rule-model.ts';
import type { RuleSample } from './rule-samples.ts';

/** `live` makes findings and sends them; `silent` makes them and sends nothing. */
export const RULE_MODES = ['live', 'silent', 'off'] as const;
export type RuleMode = (typeof RULE_MODES)[number];

export const RULE_FAMILIES = [
  'cis',
  'identity',
  'logging',
  'data',
  'network',
  'compute',
  'behaviour',
  'own',
] as const satisfies readonly (BuiltInRule['family'] | 'own')[];
export type RuleFamily = (typeof RULE_FAMILIES)[number];

export type RuleRow = {
  /** What changes go to: `builtin:cis-4.3`, or the number of a rule of one's own. */
  key: string;
  /** The stored rule, once it was switched on for the first time. */
  ruleId: number | null;
  name: string;
  description: string;
  severity: Severity;
  techniques: string[];
  family: RuleFamily;
  /** Came from a Sigma file: it is imported again to change it, or a copy of it is changed. */
  imported: boolean;
  mode: RuleMode;
  /** Not closed, in this scope. */
  openFindings: number;
  /** ISO, UTC; of its newest finding. */
  lastFindingAt: string | null;
  /** Names of the channels that are told. */
  channels: string[];
};

/** One rule with all that it says. */
export type RuleDetail = RuleRow & {
  definition: RuleDefinition;
  /** In their order; a built-in rule's are those that it ships with. */
  samples: RuleSample[];
  /** ISO, UTC; null for a built-in rule. */
  changedAt: string | null;
};
