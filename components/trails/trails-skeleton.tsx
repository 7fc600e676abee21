import { PageBody, TopBar } from '#components/layout/top-bar.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';

/** The shape of the page while it loads. */
export function TrailsSkeleton() {
  return (
    <>
      <TopBar title="List of Trails" />
      <PageBody>
        <div role="status" aria-label="Loading the trails" className="contents">
          <Panel>
            <PanelHeader title="Trails" />
            <TableSkeleton rows={4} widths={[180, 140, 110, 170, 90, 80, 110, 110]} />
          </Panel>
          <Panel>
            <PanelHeader title="Where this is known from" />
            <TableSkeleton rows={6} widths={[160, 110, 120, 120, 120]} />
          </Panel>
        </div>
      </PageBody>
    </>
  );
}
