import type { PlacePage } from '#lib/accounts/list-places.ts';
import type { HomeView as View } from '#lib/accounts/prepare-home.ts';
import type { OpenByPlace, OpenFindings } from '#lib/alerts/findings/open-findings.ts';
import { CreateView } from './create-view.tsx';
import { PlacesPager } from './places-pager.tsx';
import { type HomeView, PlacesPanel } from './places-panel.tsx';
import type { Place } from './places-table.tsx';

/** The multi-account views that the person may see. */
export function ViewsPanel(props: {
  page: PlacePage<View>;
  findings: OpenByPlace['views'];
  canCreate: boolean;
  view: HomeView;
}) {
  const { items, ...page } = props.page;
  return (
    <PlacesPanel
      id="views"
      title="Views"
      heads={['View', 'Accounts']}
      places={items.map((view) => toPlace(view, props.findings(view.slug)))}
      page={page}
      view={props.view}
      tools={props.canCreate && <CreateView />}
      empty="No view is there yet. A view is a set of accounts whose trails land in one or a few buckets."
      pager={<PlacesPager search={props.view.search} of="views" count={items.length} {...page} />}
    />
  );
}

function toPlace(view: View, findings: OpenFindings | undefined): Place {
  const { slug, name, accounts, discovered, events, lastMs, health } = view;
  const href = `/view/${slug}`;
  const setUpHref = view.canManage ? `${href}/buckets` : undefined;
  return { href, name, aside: { accounts, discovered }, events, lastMs, findings, health, setUpHref };
}
