import 'server-only';
import type { Actor } from '#lib/auth/actor.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import type { Scope } from '#lib/auth/scope.ts';
import { webPool } from '#lib/db/pool.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import { type AccountSettings, findAccountSettings } from './queries/find-account-settings.ts';
import { listTrails } from './queries/list-trails.ts';
import { maySetCredentials } from './rights.ts';
import type { TrailList } from './trail.ts';

export type TrailsPage = {
  list: TrailList;
  /** Of the account whose credentials the URL asks for; null where this person may not set them. */
  editing: AccountSettings | null;
  /** Accounts (12 digits) whose credentials this person may set. */
  mayChange: string[];
};

/** The trails of a scope, and the credentials of one account to be changed. */
export async function loadTrails(
  scope: Scope,
  actor: Actor,
  accountId: string | null,
  now: Date,
): Promise<TrailsPage> {
  const asked = accountId !== null && maySetCredentials(actor, accountId) ? accountId : null;
  return readScope(webPool(), scope, async (db) => {
    const list = await listTrails(db, scope, now);
    const added = list.accounts.filter(({ name }) => name !== null);
    return {
      list,
      editing: asked === null ? null : offerExternalId(await findAccountSettings(db, scope, asked)),
      mayChange: added.flatMap((one) => (maySetCredentials(actor, one.accountId) ? [one.accountId] : [])),
    };
  });
}

/** What the credentials form of one account begins with; null for an account that is not added or not this person's. */
export async function loadAccountSettings(
  scope: Scope,
  actor: Actor,
  accountId: string,
): Promise<AccountSettings | null> {
  if (!maySetCredentials(actor, accountId)) return null;
  return readScope(webPool(), scope, async (db) =>
    offerExternalId(await findAccountSettings(db, scope, accountId)),
  );
}

/** A role that is new here gets the account's own external ID, which nobody can guess. */
function offerExternalId(settings: AccountSettings | null): AccountSettings | null {
  if (settings === null || settings.kind === 'role') return settings;
  return { ...settings, externalId: settings.externalId ?? externalIdOf(`account:${settings.accountId}`) };
}
