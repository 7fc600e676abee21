import { Configure } from '#components/sources/configure.tsx';
import type { OfferedPlace } from '#components/sources/offered-place.ts';
import { SourcesPanel } from '#components/sources/sources-panel.tsx';
import { AccountCredentialsPanel } from '#components/trails/account-credentials-panel.tsx';
import type { Actor } from '#lib/auth/actor.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { Backfill } from '#lib/sources/backfill/prepare-backfill.ts';
import { externalIdOf } from '#lib/sources/external-id.ts';
import type { Configuration } from '#lib/sources/loaders.ts';
import { loadViewsOfBuckets } from '#lib/sources/setup-loaders.ts';
import { loadAccountSettings, loadTrails } from '#lib/trails/loaders.ts';
import { AccountArrivals } from './account-arrivals.tsx';
import { SourcesOverview } from './sources-overview.tsx';

/** Setup of one account: where its logs land, its own trail's bucket, and its credentials for the list of trails. */
export async function AccountSetup(
  props: Configuration & {
    scope: Scope;
    actor: Actor;
    backfills: Backfill[];
    /** What the URL asks for: a bucket's id, `new`, or ''. */
    asked: string;
    offered: OfferedPlace;
    zone: string;
    now: Date;
  },
) {
  const { scope, actor, sources, now, zone } = props;
  const [{ list }, settings] = await Promise.all([
    loadTrails(scope, actor, null, now),
    loadAccountSettings(scope, actor, scope.id),
  ]);
  const views = await loadViewsOfBuckets(
    actor,
    list.trails.flatMap(({ bucket }) => bucket ?? []),
  );
  const href = `/account/${scope.id}/setup`;
  const isAdmin = actor.role === 'admin';
  return (
    <>
      <AccountArrivals trails={list.trails} views={views} href={href} zone={zone} />
      {sources.length > 0 && (
        <SourcesOverview
          sources={sources}
          backfills={props.backfills}
          configureHref={`${href}?source=${sources[0]?.id}`}
          guideHref={null}
          zone={zone}
        />
      )}
      <Configure
        scope={{
          kind: 'account',
          id: scope.id,
          href,
          isAdmin,
          externalId: externalIdOf(scopeKey(scope)),
          offered: props.offered,
        }}
        editing={props.editing}
        asked={props.asked}
        zone={zone}
      >
        <SourcesPanel
          scope={scopeKey(scope)}
          sources={sources}
          erasures={props.erasures}
          href={href}
          zone={zone}
          now={now.toISOString()}
        />
      </Configure>
      {settings && <AccountCredentialsPanel settings={settings} isAdmin={isAdmin} />}
    </>
  );
}
