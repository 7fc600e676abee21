import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { Status } from '#components/ui/status.tsx';
import type { LedgerSource } from '#lib/ledger/queries/find-ledger-source.ts';
import type { ObjectCounts } from '#lib/ledger/schema.ts';
import { protocolWord } from '#lib/sources/log-sources.ts';
import { hasMoreToCome } from '#lib/sources/source-status.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';

/** How the source is, in one line, and what stopped it. `settingsHref` is null for those who cannot change it there. */
export function SourceHead(props: {
  source: LedgerSource;
  counts: ObjectCounts;
  settingsHref: string | null;
  zone: string;
  now: Date;
}) {
  const { source, counts, zone, settingsHref } = props;
  const { state, reason, errorHint, errorAt, lastListedAt } = source;
  const lagMs = counts.lastEventAt === null ? null : props.now.getTime() - Date.parse(counts.lastEventAt);
  return (
    <Panel aria-label="Source" className="text-13">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 px-4 py-3">
        <Fact term="Status">
          <Status kind={state} />
        </Fact>
        <Fact term="Place">
          <span className="wrap-anywhere">
            {source.kind === 's3' ? `s3://${source.name}/${source.prefix}` : source.name}
          </span>
        </Fact>
        <Fact term="Protocol">{protocolWord(source)}</Fact>
        <Fact term="Last event">
          <Time at={counts.lastEventAt} zone={zone} none="no event yet" />
        </Fact>
        <Fact term="Lag">
          {lagMs === null || hasMoreToCome(state) || state === 'paused'
            ? '–'
            : formatDuration(Math.max(0, lagMs))}
        </Fact>
        <Fact term="Last listed">
          <Time at={lastListedAt} zone={zone} none="not yet" />
        </Fact>
      </dl>
      {reason && (
        <Note
          tone="bad"
          className="mx-4 mb-4"
          action={
            settingsHref && (
              <Button asChild className="max-md:h-11">
                <Link href={settingsHref} className="no-underline!">
                  Change settings
                </Link>
              </Button>
            )
          }
        >
          {reason} {errorHint}
          {errorAt && <span className="text-fg-2"> Since {formatMinute(errorAt, zone)}.</span>}
        </Note>
      )}
      {state === 'paused' && (
        <Note className="mx-4 mb-4">Paused: what waits is taken when the source is resumed.</Note>
      )}
    </Panel>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-fg-3">{term}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

function Time({ at, zone, none }: { at: string | null; zone: string; none: string }) {
  if (at === null) return <span className="text-fg-3">{none}</span>;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {formatMinute(at, zone)}
    </time>
  );
}
