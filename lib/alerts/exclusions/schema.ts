import { z } from 'zod';
import { idsOf, RULE_IDS } from '../id-lists.ts';
import { condition } from '../rule-model.ts';
import type { ExclusionRight } from './manages-place.ts';

/**
 * `asked`: waits for an answer. `active`: hides. `off`: came with its rule and is switched off. `ended`: its time is over or somebody
 * ended it. `withdrawn`: taken back before it was answered.
 */
export const EXCLUSION_STATES = ['asked', 'active', 'off', 'ended', 'refused', 'withdrawn'] as const;
export type ExclusionState = (typeof EXCLUSION_STATES)[number];

/** Somebody did it at a time (ISO, UTC); `by` is what they are called. */
export type Deed = { by: string; at: string };

/** The id of an exclusion that came with its rule: the rule's number, and the digest of what it leaves out. */
export const OWN_ID = /^own:(\d{1,9}):([\w-]{43})$/;

export type ExclusionRow = {
  /** A number; `own:<rule>:<digest>` for one that came with its rule. */
  id: string;
  ruleId: number;
  rule: string;
  /** The rule is one that ships with Trailkeep. */
  builtIn: boolean;
  /** The view or account that the rule belongs to. */
  scope: { kind: 'view' | 'account'; id: string; name: string };
  /** The only account that it holds in; null wherever the rule does. */
  account: { id: string; name: string } | null;
  condition: z.infer<typeof condition>;
  /** The condition as people read it. */
  words: string;
  reason: string;
  /** Who stands for it: who made it or asked for it. Null for one that came with its rule. */
  owner: string | null;
  state: ExclusionState;
  /** ISO, UTC; null for one that came with its rule. */
  createdAt: string | null;
  /** Hides nothing from then on. ISO, UTC. */
  until: string | null;
  /** The answer to a request, with the words that came with it. */
  decision: (Deed & { words: string | null }) | null;
  /** Who ended it, took it back or switched it off. */
  removed: Deed | null;
  /** Null where it is not only the scope's own: what it hid in other accounts is not told. */
  hidEvents: number | null;
  lastHidAt: string | null;
  /** The person may change, end and answer it. */
  mayChange: boolean;
  /** The person may take it back, as it was asked for by their account. */
  mayTakeBack: boolean;
};

/** A rule to choose; `right`: what the person may do about its exclusions. */
export type RuleChoice = Pick<ExclusionRow, 'ruleId' | 'rule' | 'scope'> & { right: ExclusionRight | null };

const id = z.int().min(1).max(2_147_483_647);
const reason = z
  .string()
  .trim()
  .min(1, 'Say why, for whoever reads the rule later.')
  .max(1_000, 'A reason has at most 1,000 characters.');
const accountId = z.string().regex(/^\d{12}$/, 'An account has 12 digits.');
const until = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'Write the day as 2026-12-31.')
  .refine((text) => endOf(text) > new Date(), 'The end lies in the past.');

/** When an exclusion that is to last until then ends. A day counts to its end, in UTC. */
export function endOf(until: string): Date {
  return until.length > 10 ? new Date(until) : new Date(Date.parse(until) + 86_400_000);
}

export const newExclusion = z.strictObject({
  ruleId: id,
  condition,
  reason,
  /** Only in this account; without it wherever the rule holds. */
  accountId: accountId.optional(),
  until: until.nullable().optional(),
});
export type NewExclusion = z.infer<typeof newExclusion>;

/** An answer to a request, a new end, or (`granted` for one of a rule's own that is off) on again. */
export const exclusionChange = z.union([
  z.strictObject({
    state: z.literal('granted'),
    until: until.nullable().optional(),
    reason: reason.optional(),
  }),
  z.strictObject({ state: z.literal('refused'), reason }),
  z.strictObject({ until: until.nullable() }),
]);
export type ExclusionChange = z.infer<typeof exclusionChange>;

export const EXCLUSION_LISTS = ['current', 'past', 'all'] as const;
export type ExclusionList = (typeof EXCLUSION_LISTS)[number];

/** Whether the last one of a page waits for an answer, and its id. */
export const EXCLUSION_CURSOR = /^[01]-\d{1,9}$/;

/** Which exclusions are listed; junk in an address falls back to the default. */
export const exclusionListParams = z.object({
  show: z.enum(EXCLUSION_LISTS).catch('current'),
  /** Ids of rules; none for all. */
  rule: z.string().regex(RULE_IDS).transform(idsOf).catch([]),
  /** Cursor; '' for the first page. */
  after: z.string().regex(EXCLUSION_CURSOR).catch(''),
});
export type ExclusionListParams = z.output<typeof exclusionListParams>;

/** The query of a state of the list, `?` included; what is the default is left out. */
export function exclusionQuery({ show, rule, after }: ExclusionListParams): string {
  const query = new URLSearchParams({
    ...(show !== 'current' && { show }),
    ...(rule.length > 0 && { rule: rule.join() }),
    ...(after && { after }),
  });
  return query.size > 0 ? `?${query}` : '';
}
