import type { PlacePage } from '#lib/accounts/list-places.ts';
import type { HomeView as View } from '#lib/accounts/prepare-home.ts';
import type { OpenByPlace, OpenFindings } from '#lib/alerts/findings/open-findings.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { CreateView } from './create-view.tsx';
import { CountCell } from './place-cells.tsx';
import type { Place } from './place-list.tsx';
import { type HomeView, PlacesPanel } from './places-panel.tsx';

/** The multi-account views that the person may see. */
export function ViewsPanel(props: {
  page: PlacePage<View>;
  findings: OpenByPlace['views'];
  canCreate: boolean;
  view: HomeView;
}) {
  return (
    <PlacesPanel
      id="views"
      title="Views"
      heads={['View', 'Accounts']}
      places={props.page.items.map((view) => toPlace(view, props.findings.get(view.slug)))}
      page={props.page}
      view={props.view}
      tools={props.canCreate && <CreateView />}
      empty="No view is there yet. A view is a set of accounts whose trails land in one or a few buckets."
    />
  );
}

function toPlace(view: View, findings: OpenFindings | undefined): Place {
  const placeHref = `/view/${view.slug}`;
  return {
    ...view,
    key: view.slug,
    findings,
    placeHref,
    href: `${placeHref}/summary`,
    aside: (
      <>
        {view.discovered > 0 && <span className="text-fg-3">{view.discovered} not added · </span>}
        <CountCell value={view.accounts} />
      </>
    ),
    asideWords: `${formatCount(view.accounts)} ${view.accounts === 1 ? 'account' : 'accounts'}`,
    setUpHref: view.canManage ? `${placeHref}/buckets` : undefined,
  };
}
