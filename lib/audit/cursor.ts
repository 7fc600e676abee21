import { TrailkeepError } from '#lib/errors.ts';

/** Where a page of the audit log ended: the time and number of its last line. */
export type AuditPosition = { at: Date; id: bigint };

export function encodeAuditCursor({ at, id }: AuditPosition): string {
  return Buffer.from(`${at.getTime()}.${id}`).toString('base64url');
}

/** Throws `bad-request` for what is no cursor of ours. */
export function decodeAuditCursor(cursor: string): AuditPosition {
  const [, ms, id] = /^(\d{1,15})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const at = new Date(Number(ms));
  if (ms === undefined || id === undefined || Number.isNaN(at.getTime()))
    throw new TrailkeepError('bad-request', 'The cursor is not one of the audit log.', {
      hint: 'Use the `next` of the page before, unchanged.',
    });
  return { at, id: BigInt(id) };
}
