import type { PlacePage } from '#lib/accounts/list-places.ts';
import type { HomeAccount, PlaceHealth } from '#lib/accounts/prepare-home.ts';
import type { OpenByPlace } from '#lib/alerts/findings/open-findings.ts';
import { AddAccount, type AddAccountChoices } from './add-account.tsx';
import { PlacesPager } from './places-pager.tsx';
import { type HomeView, PlacesPanel } from './places-panel.tsx';

/** `choices` is what the add-account dialog offers; null for those who may not add one. */
export function AccountsPanel(props: {
  page: PlacePage<HomeAccount>;
  findings: OpenByPlace['accounts'];
  health: ReadonlyMap<string, PlaceHealth>;
  choices: AddAccountChoices | null;
  view: HomeView;
}) {
  const { items, ...page } = props.page;
  return (
    <PlacesPanel
      id="accounts"
      title="Accounts"
      heads={['Account', 'Number']}
      places={items.map(({ id, ...account }) => ({
        ...account,
        href: `/account/${id}`,
        aside: id,
        findings: props.findings(id),
        health: props.health.get(id) ?? null,
      }))}
      page={page}
      view={props.view}
      tools={props.choices && <AddAccount choices={props.choices} />}
      empty="No account is added yet. An added account has a name and owners, who see its events and no others."
      pager={<PlacesPager search={props.view.search} of="accounts" count={items.length} {...page} />}
    />
  );
}
