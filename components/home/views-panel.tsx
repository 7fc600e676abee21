import Link from 'next/link';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { HomeView } from '#lib/accounts/prepare-home.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { CreateView } from './create-view.tsx';
import { CountCell, LastEvent } from './place-cells.tsx';
import { PlaceHealth } from './place-health.tsx';
import { PlaceList } from './place-list.tsx';

export function ViewsPanel(props: { views: HomeView[]; canCreate: boolean; zone: string; now: Date }) {
  const { views, zone } = props;
  return (
    <Panel aria-labelledby="views">
      <PanelHeader id="views" title="Views" note={formatCount(views.length)} line={false}>
        {props.canCreate && <CreateView />}
      </PanelHeader>
      <div className="max-md:hidden">
        <DataTable label="Views" widths={[null, 152, 136, 136, 168]} minWidth={720}>
          <thead>
            <tr>
              <HeadCell>View</HeadCell>
              <HeadCell numeric>Accounts</HeadCell>
              <HeadCell numeric>Events, 14 days</HeadCell>
              <HeadCell>Last event ({zoneLabel(zone, props.now)})</HeadCell>
              <HeadCell>Log sources</HeadCell>
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <Row key={view.slug}>
                <td>
                  <Link
                    href={`/view/${view.slug}/summary`}
                    className="font-medium hover:text-accent-ink hover:underline"
                  >
                    {view.name}
                  </Link>
                </td>
                <td className="text-right">
                  {view.discovered > 0 && <span className="text-fg-3">{view.discovered} not added · </span>}
                  <CountCell value={view.accounts} />
                </td>
                <td className="text-right">
                  <CountCell value={view.events} />
                </td>
                <td>
                  <LastEvent at={view.lastEventAt} zone={zone} />
                </td>
                <td>
                  <PlaceHealth health={view.health} setUpHref={setUpHref(view)} />
                </td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
      <PlaceList
        zone={zone}
        places={views.map((view) => ({
          ...view,
          key: view.slug,
          href: `/view/${view.slug}/summary`,
          aside: `${formatCount(view.accounts)} ${view.accounts === 1 ? 'account' : 'accounts'}`,
          setUpHref: setUpHref(view),
        }))}
      />
    </Panel>
  );
}

const setUpHref = (view: HomeView) => (view.canManage ? `/view/${view.slug}/buckets` : undefined);
