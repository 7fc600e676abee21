import { z } from 'zod';
import { ACCOUNT_IDS, idsOf, RULE_IDS } from '../id-lists.ts';
import { SEVERITIES } from '../rule-model.ts';

/** `not-closed` is open and acknowledged together. */
export const FINDING_LISTS = ['not-closed', 'open', 'acknowledged', 'closed', 'all'] as const;
export type FindingList = (typeof FINDING_LISTS)[number];

export const FINDING_ORDERS = ['severity', 'newest'] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/** The state of the page of findings, which is its URL; junk falls back to the default. Isomorphic. */
export const findingPageParams = z.object({
  show: z.enum(FINDING_LISTS).catch('not-closed'),
  severity: z.enum(SEVERITIES).nullable().catch(null),
  /** Ids of rules; none for all. */
  rule: z.string().regex(RULE_IDS).transform(idsOf).catch([]),
  account: z.string().regex(ACCOUNT_IDS).transform(idsOf).catch([]),
  /** A person's id, or `nobody`. */
  assignee: z
    .union([z.uuid(), z.literal('nobody')])
    .nullable()
    .catch(null),
  order: z.enum(FINDING_ORDERS).catch('severity'),
  /** Cursor; '' for the first page. */
  after: z
    .string()
    .regex(/^[\w-]{1,256}$/)
    .catch(''),
  /** The finding that is open beside the list. */
  finding: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .catch(null),
});
export type FindingPageParams = z.output<typeof findingPageParams>;

const DEFAULTS: FindingPageParams = findingPageParams.parse({});

/** The query of a state of the page, `?` included; what is the default is left out. */
export function findingQuery(params: Partial<FindingPageParams>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const usual = DEFAULTS[name as keyof FindingPageParams];
    if (value && String(value) !== String(usual)) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query}` : '';
}
