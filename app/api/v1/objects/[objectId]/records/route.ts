import { readScope } from '#lib/auth/read-scope.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { prisma } from '#lib/db/prisma.ts';
import { recordUnreadRead } from '#lib/ledger/mutations.ts';
import { listUnreadRecords } from '#lib/ledger/queries/list-unread-records.ts';
import { endpoint, scopeOf } from '../../../handle.ts';
import { objectIdOf, parseParameters, unreadParams } from '../../../parameters.ts';

/** Records of an object that could not be read, each with its reason and its text as delivered. Noted in the audit log. */
export const GET = endpoint<{ objectId: string }>(async (request) => {
  const scope = await scopeOf(request);
  const { actor, params, query, signal } = request;
  const asked = { objectId: objectIdOf(params), ...parseParameters(unreadParams, query) };
  const page = await readScope(webPool(), scope, (db) => listUnreadRecords(db, scope, asked), { signal });
  await recordUnreadRead(prisma(), actor, { ...asked, scope: scopeKey(scope), records: page.records.length });
  return page;
});
