import type { Metadata } from 'next';
import { EventPage } from '#components/events/event-page.tsx';
import { listAccountNames } from '#lib/accounts/queries/account-names.ts';
import { asNotFound } from '#lib/auth/as-not-found.ts';
import { actorOfRequest, loadScope } from '#lib/auth/loaders.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { getEvent } from '#lib/events/queries/get-event.ts';
import { recordRawRead } from '#lib/events/record-raw-read.ts';
import { parseInstant } from '#lib/events/search-params.ts';
import { loadViewerZone } from '#lib/time/loaders.ts';

export const metadata: Metadata = { title: 'Event' };

type Props = {
  params: Promise<{ scopeKind: string; scopeId: string; accountId: string; eventId: string }>;
  searchParams: Promise<{ time?: string | string[] }>;
};

/** One event by its own link: the same as in the side sheet, without a list beside it. */
export default async function OneEventPage({ params, searchParams }: Props) {
  const { scopeKind, scopeId, accountId, eventId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const time = parseInstant([(await searchParams).time ?? ''].flat()[0] ?? '') ?? undefined;
  const [zone, { event, accountNames }] = await Promise.all([
    loadViewerZone(),
    readScope(webPool(), scope, async (db) => ({
      event: await getEvent(db, scope, { accountId, eventId, time }),
      accountNames: await listAccountNames(db, scope),
    })).catch(asNotFound),
  ]);
  await recordRawRead(await actorOfRequest(), scope, event);
  return (
    <EventPage
      scopeName={scope.name}
      href={`/${scope.kind}/${scope.id}/events`}
      newRuleHref={scope.canManage ? `/${scope.kind}/${scope.id}/alerts/rules/new` : null}
      event={event}
      zone={zone}
      accountNames={accountNames}
    />
  );
}
