'use client';
import { Route, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Trail } from '#lib/trails/trail.ts';
import type { PageState } from './page-state.ts';
import { TrailCards } from './trail-cards.tsx';
import type { CellContext } from './trail-columns.tsx';
import { findTrails, sortTrails } from './trail-words.ts';
import { TrailsTable } from './trails-table.tsx';

/** Rows at first, and more with each press. */
const ROWS = 200;

/** The trails, those with faults first; found by words, or those with warnings alone. */
export function TrailsPanel(props: {
  trails: readonly Trail[];
  state: PageState;
  onChange: (change: Partial<PageState>) => void;
  context: CellContext;
}) {
  const { state, onChange, context } = props;
  const [most, setMost] = useState(ROWS);
  const sorted = useMemo(() => sortTrails(props.trails), [props.trails]);
  const found = findTrails(sorted, state, context.names);
  const shown = found.slice(0, most);
  const warned = props.trails.filter(({ warnings }) => warnings.length > 0).length;
  const select = (id: string) => onChange({ trail: id });
  return (
    <Panel aria-labelledby="trails">
      <PanelHeader
        id="trails"
        title="Trails"
        note={
          <span className="inline-block max-md:py-2.5">
            {formatCount(props.trails.length)}
            {warned > 0 && `, ${formatCount(warned)} worth a look`}
          </span>
        }
        line={props.trails.length === 0}
      >
        {props.trails.length > 0 && (
          <div className="flex flex-wrap gap-2 max-md:pb-3">
            <Segmented
              label="Show"
              value={state.show}
              onChange={(show) => onChange({ show })}
              options={[
                { value: 'all', label: 'All' },
                { value: 'warnings', label: 'With warnings' },
              ]}
            />
            <Input
              type="search"
              icon={<Search aria-hidden />}
              aria-label="Find a trail"
              placeholder="Name, account, bucket, region"
              value={state.q}
              onChange={(event) => onChange({ q: event.target.value })}
              frameClassName="w-60 max-md:flex-1"
            />
          </div>
        )}
      </PanelHeader>
      {shown.length > 0 ? (
        <>
          <TrailsTable trails={shown} selected={state.trail} onSelect={select} context={context} />
          <TrailCards trails={shown} onSelect={select} context={context} />
        </>
      ) : (
        <NoTrails any={props.trails.length > 0} onAll={() => onChange({ q: '', show: 'all' })} />
      )}
      {found.length > most && (
        <div className="border-t border-line px-4 py-2">
          <Button variant="ghost" onClick={() => setMost(most + ROWS)}>
            Show more of {formatCount(found.length)}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function NoTrails({ any, onAll }: { any: boolean; onAll: () => void }) {
  if (any)
    return (
      <EmptyState title="No trail is like that" actions={<Button onClick={onAll}>Show all trails</Button>}>
        None of them matches what you look for.
      </EmptyState>
    );
  return (
    <EmptyState title="No trail is known yet" icon={<Route aria-hidden />}>
      AWS tells about an account's trails once it has credentials, below. Without them, trails are inferred
      from the logs that land in the buckets, as soon as some were found.
    </EmptyState>
  );
}
