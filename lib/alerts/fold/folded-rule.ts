import type { RuleDefinition } from '../rule-model.ts';

/** A rule whose matches are made into findings. */
export type FoldedRule = {
  id: number;
  revision: number;
  definition: RuleDefinition;
  mode: 'live' | 'silent' | 'off';
  quietMs: number;
};

/** What findings are told apart by, beside their rule. */
export type GroupKey = {
  /** As the database has it: a number without leading zeros. */
  accountId: string;
  groupHash: string;
  /** JSON. */
  groupValues: string;
};

export function groupId({ accountId, groupHash }: Pick<GroupKey, 'accountId' | 'groupHash'>): string {
  return `${accountId} ${groupHash}`;
}
