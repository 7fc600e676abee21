import { redirect } from 'next/navigation';
import { asNotFound } from '#lib/auth/as-not-found.ts';
import { loadScope, requireActor } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import { getSavedSearch } from '#lib/searches/queries/list-saved.ts';

type Props = { params: Promise<{ scopeKind: string; scopeId: string; searchId: string }> };

/** A saved search by its own link, which stays when what it asks is changed: leads to the Events report. */
export default async function SavedSearchPage({ params }: Props) {
  const { scopeKind, scopeId, searchId } = await params;
  const scope = await loadScope(scopeKind, scopeId);
  const { query } = await getSavedSearch(prisma(), await requireActor(), scope, searchId).catch(asNotFound);
  redirect(`/${scope.kind}/${scope.id}/events${query && `?${query}`}`);
}
