import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { toEventRow } from '../event-row.ts';
import type { EventDetail } from '../schema.ts';
import { type EventAddress, findEvent } from './find-event.ts';
import { findOtherEnd } from './find-other-end.ts';
import { listTwins } from './list-twins.ts';
import { readEvidence } from './read-evidence.ts';

/**
 * One event with its evidence: the record as delivered, the object that it came from, and its twins in other accounts of the
 * scope. `not-found` where it is not there or not visible. `raw` is null where the object's bytes are not kept any more.
 */
export async function getEvent(db: Queryable, scope: Scope, address: EventAddress): Promise<EventDetail> {
  const event = await findEvent(db, scope, address);
  const evidence = await readEvidence(db, event);
  const insight = event.category === 'insight';
  const twins = insight ? [] : await listTwins(db, scope, event);
  const otherEnd = insight ? await findOtherEnd(db, scope, event) : null;
  return {
    ...toEventRow(event),
    ...evidence,
    twins,
    otherEnd,
  };
}
