import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { compileCondition } from '../compile.ts';
import { conditionWords } from '../condition-words.ts';
import { type FoundFinding, getFinding } from '../findings/queries/get-finding.ts';
import { condition } from '../rule-model.ts';
import { type Proposal, propose } from './propose.ts';
import { countMatching, readFindingEvents, readRuleMatches } from './queries/matched-events.ts';

export const PREVIEW_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_OF_FINDING = 500;
const MOST_OF_RULE = 2_000;
/** Where each event's record has to be opened. */
const MOST_RECORDS = 300;

export const previewRequest = z.strictObject({
  ruleId: z.int(),
  findingId: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  condition,
  /** Only in this account. */
  accountId: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
});
export type PreviewRequest = z.infer<typeof previewRequest>;

export type Hidden = {
  events: number;
  hidden: number;
  /** There are older ones that were not looked at. */
  more: boolean;
};

/** What an exclusion would have hidden of a finding, and of what its rule matched in the last 30 days. */
export type ExclusionPreview = { finding: Hidden | null; matches: Hidden };

/** To be run in the scope. Throws TrailkeepError `bad-request` for a condition that cannot be evaluated, `not-found` for no finding. */
export async function previewExclusion(
  db: Queryable,
  scope: Scope,
  { ruleId, findingId, condition, accountId }: PreviewRequest,
  now: Date,
): Promise<ExclusionPreview> {
  const compiled = compileCondition(condition);
  const most = compiled.paths.size > 0 || compiled.readsText ? MOST_RECORDS : MOST_OF_RULE;
  const from = new Date(now.getTime() - PREVIEW_DAYS * DAY_MS);
  const ofRule = await readRuleMatches(db, ruleId, { accountId, from }, most);
  const ofFinding =
    findingId === undefined
      ? null
      : await readFindingEvents(db, await findingOf(db, scope, findingId), MOST_OF_FINDING);
  const hidden = async (of: typeof ofRule): Promise<Hidden> => ({
    events: of.events.length,
    hidden: await countMatching(db, compiled, of),
    more: of.more,
  });
  return { finding: ofFinding && (await hidden(ofFinding)), matches: await hidden(ofRule) };
}

/** One part of a condition that is proposed, with the part in words. */
export type ProposedTest = Proposal & { words: string };

/** What all events of a finding have in common (of its newest 500), to choose from what is to be excluded. */
export async function proposeExclusion(
  db: Queryable,
  scope: Scope,
  findingId: string,
): Promise<ProposedTest[]> {
  const finding = await findingOf(db, scope, findingId);
  const { events } = await readFindingEvents(db, finding, MOST_OF_FINDING);
  return propose(events, finding.group_by).map((proposal) => ({
    ...proposal,
    words: conditionWords(proposal.test),
  }));
}

async function findingOf(db: Queryable, scope: Scope, id: string): Promise<FoundFinding> {
  const finding = /^\d{1,18}$/.test(id) ? await getFinding(db, scope, id) : null;
  if (finding) return finding;
  throw new TrailkeepError('not-found', 'There is no such finding here, or you may not see it.');
}
