import { Database } from 'lucide-react';
import Link from 'next/link';
import { SourceStatus } from '#components/sources/source-cells.tsx';
import { sourceName, sourcePart } from '#components/sources/source-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { Backfill } from '#lib/sources/backfill/prepare-backfill.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { BackfillControl } from './backfill-control.tsx';

type Props = {
  sources: SourceItem[];
  backfills: Backfill[];
  configureHref: string;
  /** For those who have no bucket yet. */
  guideHref: string | null;
  zone: string;
};

/** The scope's own log sources: how each is doing, and how far back it is collected. */
export function SourcesOverview({ sources, backfills, configureHref, guideHref, zone }: Props) {
  return (
    <Panel aria-labelledby="sources">
      <PanelHeader id="sources" title="Where the data comes from" note={formatCount(sources.length)}>
        {sources.length > 0 && (
          <Button asChild className="max-md:h-11">
            <Link href={configureHref}>Configure</Link>
          </Button>
        )}
      </PanelHeader>
      {sources.length === 0 ? (
        <EmptyState
          title="No log source yet"
          icon={<Database aria-hidden />}
          actions={
            <>
              <Button asChild size="form" variant="primary">
                <Link href={configureHref}>Name a bucket</Link>
              </Button>
              {guideHref && (
                <Button asChild size="form">
                  <Link href={guideHref}>Set up trails first</Link>
                </Button>
              )}
            </>
          }
        >
          {guideHref
            ? 'Where the trails land in a bucket already, name it. Where they do not yet, the guide has every policy and command for it.'
            : 'Where this account’s trail lands in a bucket of its own, name that bucket below.'}
        </EmptyState>
      ) : (
        <ul>
          {sources.map((source) => (
            <li key={source.id} className="grid gap-3 border-b border-line p-4 last:border-b-0">
              <div className="grid gap-x-6 gap-y-2 text-13 md:grid-cols-[minmax(0,1fr)_200px_160px_96px_96px]">
                <div className="min-w-0">
                  <b className="block truncate font-medium" title={source.place}>
                    {sourceName(source)}
                  </b>
                  <span className="block truncate text-fg-3">{sourcePart(source)}</span>
                </div>
                <div>
                  <SourceStatus source={source} zone={zone} />
                </div>
                <Fact term="Last event">
                  {source.lastEventAt ? (
                    <time dateTime={source.lastEventAt} title={formatFullTime(source.lastEventAt, zone)}>
                      {formatMinute(source.lastEventAt, zone)}
                    </time>
                  ) : (
                    'none yet'
                  )}
                </Fact>
                <Fact term="Events">{formatCount(source.events)}</Fact>
                <Fact term="Accounts">{formatCount(source.accounts.length)}</Fact>
              </div>
              <BackfillControl
                source={{ id: source.id, name: sourceName(source), collectDays: source.collectDays }}
                backfill={backfills.find(({ sourceId }) => sourceId === source.id) ?? null}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="tabular-nums max-md:flex max-md:justify-between">
      <span className="block text-12 text-fg-3">{term}</span>
      {children}
    </div>
  );
}
