import type { BuiltInRule, Severity } from '../rule-model.ts';

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
  mode: RuleMode;
  /** Not closed, in this scope. */
  openFindings: number;
  /** ISO, UTC; of its newest finding. */
  lastFindingAt: string | null;
  /** Names of the channels that are told. */
  channels: string[];
};
