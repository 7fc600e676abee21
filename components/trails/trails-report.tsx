'use client';
import { useMemo } from 'react';
import { countOf } from '#components/events/group-words.ts';
import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Note } from '#components/ui/note.tsx';
import type { ScopeKind } from '#lib/auth/scope.ts';
import type { ViewerZone } from '#lib/time/zone.ts';
import type { AccountSettings } from '#lib/trails/queries/find-account-settings.ts';
import type { TrailList } from '#lib/trails/trail.ts';
import { AccountsPanel } from './accounts-panel.tsx';
import { CredentialsSheet } from './credentials-sheet.tsx';
import { RefreshButton } from './refresh-button.tsx';
import { TrailSheet } from './trail-sheet.tsx';
import { TrailsPanel } from './trails-panel.tsx';
import { usePageState } from './use-page-state.ts';
import { useTrails } from './use-trails.ts';

/** The list of trails of a scope, kept up to date while one looks at it. `now` is the server's clock, ISO. */
export function TrailsReport(props: {
  scope: { kind: ScopeKind; id: string; name: string; canManage: boolean };
  list: TrailList;
  /** Of the account that the URL asks for. */
  editing: AccountSettings | null;
  mayChange: string[];
  isAdmin: boolean;
  zone: ViewerZone;
  now: string;
}) {
  const { scope, zone, now, editing } = props;
  const { list, failed, asking } = useTrails(`${scope.kind}:${scope.id}`, props.list);
  const [state, change] = usePageState();
  const names = useMemo(() => namesOf(list), [list]);
  const context = { names, zone: zone.zone, now };
  const selected = editing ? undefined : list.trails.find(({ id }) => id === state.trail);
  const base = `/${scope.kind}/${scope.id}`;
  const refreshes = scope.canManage && list.accounts.some(({ credentials }) => credentials !== null);
  const subtitle =
    scope.kind === 'view'
      ? `${scope.name}, ${countOf(list.accounts.length, { one: 'account', many: 'accounts' })}`
      : scope.name;
  return (
    <>
      <TopBar
        title="List of Trails"
        crumbs={[{ label: scope.name }]}
        mobileSubtitle={subtitle}
        mobileTools={refreshes && <RefreshButton {...scope} asking={asking} square />}
      >
        {refreshes && <RefreshButton {...scope} asking={asking} />}
        <ZoneToggle zone={zone} at={now} />
      </TopBar>
      <PageBody>
        {failed && (
          <Note tone="warn" role="status" className="max-md:m-2">
            What stands here may be out of date. {failed.message} {failed.hint}
          </Note>
        )}
        <TrailsPanel trails={list.trails} state={state} onChange={change} context={context} />
        {list.accounts.length > 0 && (
          <AccountsPanel
            accounts={list.accounts}
            mayChange={props.mayChange}
            href={`${base}/trails`}
            zone={zone.zone}
            now={now}
          />
        )}
      </PageBody>
      {selected && (
        <TrailSheet
          trail={selected}
          eventsHref={`${base}/events`}
          onClose={() => change({ trail: null })}
          context={context}
        />
      )}
      {editing && (
        <CredentialsSheet
          key={editing.accountId}
          settings={editing}
          isAdmin={props.isAdmin}
          href={`${base}/trails`}
        />
      )}
    </>
  );
}

function namesOf({ accounts }: TrailList): Record<string, string> {
  return Object.fromEntries(accounts.flatMap(({ accountId, name }) => (name ? [[accountId, name]] : [])));
}
