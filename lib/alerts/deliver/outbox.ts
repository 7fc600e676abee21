import { z } from 'zod';
import { inTransaction, type Pool, type Queryable } from '#lib/db/pool.ts';
import { errorMessage } from '#lib/errors.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import { withAddress } from './channel-address.ts';
import { type ChannelSettings, storedSettings } from './channel-model.ts';
import { DeliveryError } from './delivery-error.ts';
import { type FindingMessage, writeMessage } from './finding-message.ts';
import { loadFindingFacts, testFacts } from './load-finding-facts.ts';
import { send } from './send.ts';

/** Deliveries that one worker has under way at once. */
const AT_ONCE = 16;
/** Longer than the slowest channel's own limits. */
const TAKEN_S = 120;
/** With the waits below about three days. */
const MOST_ATTEMPTS = 16;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
const CHANNEL_REMOVED = 'The channel was removed';

const claimed = z.object({
  id: z.string(),
  attempts: z.number(),
  channelId: z.number(),
  findingId: z.string().nullable(),
  groupKey: z.string(),
  message: z.unknown(),
  settings: z.unknown(),
  /** Of this claim alone: another worker may take it after that. */
  takenUntil: z.date(),
});
type Claimed = z.infer<typeof claimed>;

export type Sender = typeof send;

/**
 * Sends what waits in the outbox and is due, until nothing is. Each is sent at least once: a worker that dies between sending and
 * writing that down leaves it to another, under the same delivery id. Messages of one group go to a channel one after the other.
 * What waits for a channel that was removed is given up. Returns how many were taken by their receivers.
 */
export async function deliverWaiting(pool: Pool, sender: Sender = send): Promise<number> {
  await giveUpRemoved(pool);
  let sent = 0;
  for (let batch = await claim(pool); batch.length > 0; batch = await claim(pool)) {
    const results = await Promise.all(batch.map((delivery) => deliver(pool, delivery, sender)));
    sent += results.filter(Boolean).length;
  }
  return sent;
}

/** Also what a transaction that had begun before its channel was removed put into the outbox after that. */
async function giveUpRemoved(db: Queryable): Promise<void> {
  await db.query(
    `update alert_delivery set state = 'failed', last_error = $1, taken_until = null
     where id in (
       select d.id from alert_delivery d join alert_channel c on c.id = d.channel_id
       where d.state = 'waiting' and c.removed_at is not null
       for update of d skip locked
     )`,
    [CHANNEL_REMOVED],
  );
}

async function claim(pool: Pool): Promise<Claimed[]> {
  const { rows } = await inTransaction(pool, (db) => db.query(CLAIM, [AT_ONCE, TAKEN_S]));
  return rows.map((row) => claimed.parse(row));
}

// The first of its group that waits, whether it is due or not: those behind it wait for it.
const CLAIM = `
  with due as (
    select d.id from alert_delivery d join alert_channel c on c.id = d.channel_id and c.removed_at is null
    where d.state = 'waiting' and d.next_attempt_at <= now() and (d.taken_until is null or d.taken_until < now())
      and not exists (
        select from alert_delivery earlier
        where earlier.channel_id = d.channel_id and earlier.group_key = d.group_key and earlier.state = 'waiting'
          and earlier.number < d.number
      )
    order by d.number limit $1 for update of d skip locked
  )
  update alert_delivery d set taken_until = now() + make_interval(secs => $2), attempts = attempts + 1
  from due, alert_channel c
  where d.id = due.id and c.id = d.channel_id
  returning d.id, d.attempts, d.channel_id as "channelId", d.finding_id::text as "findingId", d.group_key as "groupKey",
    d.message, c.settings, d.taken_until as "takenUntil"`;

/** True when it was taken. Never throws for the receiver's sake. */
async function deliver(pool: Pool, delivery: Claimed, sender: Sender): Promise<boolean> {
  try {
    const settings = await openSettings(pool, delivery);
    const message = await messageOf(pool, delivery);
    await sender(settings, await readSecret(pool, 'alert channel', delivery.channelId), message);
  } catch (error) {
    await noteFailure(pool, delivery, error);
    return false;
  }
  await pool.query(
    `update alert_delivery set state = 'sent', sent_at = now(), taken_until = null, last_error = null where id = $1`,
    [delivery.id],
  );
  return true;
}

/** The channel's settings with what of them is sealed. */
async function openSettings(pool: Pool, { channelId, settings }: Claimed): Promise<ChannelSettings> {
  const stored = storedSettings.parse(settings);
  if (stored.kind !== 'webhook' && stored.kind !== 'pagerduty') return stored;
  const url = await readSecret(pool, 'channel address', channelId);
  if (url === null) throw new DeliveryError('The channel has no address: enter it again.', { final: true });
  return withAddress(stored, url);
}

/** What was said at the first try, or what is to be said now. */
async function messageOf(pool: Pool, delivery: Claimed): Promise<FindingMessage> {
  const { id, findingId, groupKey, message } = delivery;
  if (message) return message as FindingMessage;
  const facts =
    findingId === null ? await testFacts(pool, delivery.channelId) : await loadFindingFacts(pool, findingId);
  const written = writeMessage(id, findingId === null ? 'test' : 'finding.opened', groupKey, facts);
  await pool.query('update alert_delivery set message = $2 where id = $1', [id, JSON.stringify(written)]);
  return written;
}

/** As long as the claim is still its own: what another worker sent meanwhile, or somebody gave up, stays so. */
async function noteFailure(db: Queryable, claim: Claimed, error: unknown): Promise<void> {
  const { id, attempts, takenUntil } = claim;
  const known = error instanceof DeliveryError ? error : null;
  const gaveUp = known?.final === true || attempts >= MOST_ATTEMPTS;
  await db.query(
    `update alert_delivery d set taken_until = null, next_attempt_at = now() + make_interval(secs => $4),
       state = case when c.removed_at is null then $2 else 'failed' end,
       last_error = case when c.removed_at is null then $3 else $6 end
     from alert_channel c where d.id = $1 and d.state = 'waiting' and d.taken_until = $5 and c.id = d.channel_id`,
    [
      id,
      gaveUp ? 'failed' : 'waiting',
      errorMessage(error).slice(0, 1_000),
      waitMs(attempts, known) / 1000,
      takenUntil,
      CHANNEL_REMOVED,
    ],
  );
}

/** Twice as long after each try; as long as the receiver asked for where that is more. */
function waitMs(attempts: number, error: DeliveryError | null): number {
  const backOff = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  return Math.max(backOff, error?.retryAfterMs ?? 0);
}
