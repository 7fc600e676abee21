/** What is known of a backfill. Times are ISO, UTC; days `YYYY-MM-DD`. */
export type BackfillFacts = {
  sourceId: number;
  days: number;
  fromDay: string;
  baseDay: string;
  startedAt: string;
  resumedAt: string;
  ranMs: number;
  pausedAt: string | null;
  finishedAt: string | null;
  /** 0 to 1: how much of the folders' days was listed. */
  listedShare: number;
  /** Objects of those days in the ledger, and those of them that wait to be taken. */
  found: number;
  waiting: number;
};

export type Backfill = BackfillFacts & {
  state: 'running' | 'paused' | 'done';
  /** 0 to 1, of all that is to be done as far as it can be told. */
  share: number;
  totalDays: number;
  listedDays: number;
  taken: number;
  /** Null where it cannot be told yet, and where nothing is under way. */
  leftMs: number | null;
};

const DAY_MS = 86_400_000;
/** Before that a rate says nothing. */
const LEAST_MS = 20_000;
const LEAST_TAKEN = 100;

/** How far a backfill is. Objects of days not listed yet are reckoned to be as many a day as of those that are. */
export function prepareBackfill(facts: BackfillFacts, now: Date): Backfill {
  const { fromDay, baseDay, listedShare, found, pausedAt, finishedAt } = facts;
  const taken = Math.max(0, found - facts.waiting);
  const totalDays = Math.round((Date.parse(baseDay) - Date.parse(fromDay)) / DAY_MS);
  const state = finishedAt ? 'done' : pausedAt ? 'paused' : 'running';
  const expected = listedShare > 0 ? found / listedShare : 0;
  const share = expected > 0 ? taken / expected : listedShare;
  const ranMs = facts.ranMs + (state === 'running' ? now.getTime() - Date.parse(facts.resumedAt) : 0);
  const telling = state === 'running' && ranMs >= LEAST_MS && taken >= LEAST_TAKEN;
  return {
    ...facts,
    state,
    share: state === 'done' ? 1 : Math.min(1, share),
    totalDays,
    listedDays: Math.floor(totalDays * listedShare),
    taken,
    leftMs: telling ? ((expected - taken) / taken) * ranMs : null,
  };
}
