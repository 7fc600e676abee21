import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { ChartSkeleton, Skeleton } from '#components/ui/skeleton.tsx';
import { Waiting } from '#components/ui/waiting.tsx';
import { SUMMARY_LISTS } from '#lib/summary/schema.ts';
import { LIST_TITLES } from './list-titles.ts';
import { LIST_ROWS } from './summary-question.ts';

const FIGURES = [36, 128, 84, 72, 112];
const BARS = [132, 108, 120, 72, 96, 60, 84].slice(0, LIST_ROWS);

/** The shape of the answer; from two seconds on with the time and a way out. */
export function SummarySkeleton({ onCancel }: { onCancel: () => void }) {
  return (
    <div role="status" aria-label="Counting events" className="contents">
      <Panel aria-busy className="grid grid-cols-5 max-md:grid-cols-2">
        {FIGURES.map((width) => (
          <div key={width} className="grid h-24 content-center gap-3 px-4">
            <Skeleton width={72} />
            <Skeleton className="h-5" width={width} />
            <Skeleton width={96} />
          </div>
        ))}
      </Panel>
      <Panel aria-busy>
        <PanelHeader title="Events and errors">
          <Waiting verb="Counting" onCancel={onCancel} />
        </PanelHeader>
        <ChartSkeleton />
      </Panel>
      <div className="grid grid-cols-3 gap-4 max-xl:grid-cols-2 max-md:grid-cols-1 max-md:gap-2">
        {SUMMARY_LISTS.map((list) => (
          <Panel key={list} aria-busy className="px-2 pb-2">
            <div className="flex h-10 items-center px-2 text-13 font-semibold">{LIST_TITLES[list].title}</div>
            {BARS.map((width) => (
              <div key={width} className="flex h-7 items-center justify-between px-2 max-md:h-11">
                <Skeleton width={width} />
                <Skeleton width={48} />
              </div>
            ))}
          </Panel>
        ))}
      </div>
    </div>
  );
}
