'use client';
import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatMinute } from '#lib/time/format.ts';
import type { DataGap, DataState } from './data-state.ts';
import { countOf } from './group-words.ts';

const ACCOUNTS = { one: 'account', many: 'accounts' };

/** What the reader must know about the counts beneath: what is missing, and what is still on its way. */
export function DataNotes(props: {
  data: DataState;
  /** Accounts of the scope. */
  accounts: number;
  zone: string;
  /** Where sources are mended; null for those who may not. */
  configureHref: string | null;
}) {
  const { data, configureHref } = props;
  return (
    <>
      {data.gaps.map((gap) => (
        <Note
          key={gap.sourceId}
          tone="warn"
          action={
            configureHref && (
              <Button asChild>
                <Link href={configureHref}>Mend it</Link>
              </Button>
            )
          }
        >
          <b className="font-medium">{missingWords(gap, props.accounts, props.zone)}</b> {reasonWords(gap)}
        </Note>
      ))}
      {data.noWorkerSince !== null && (
        <NoWorker since={data.noWorkerSince} collecting={data.collecting} zone={props.zone} />
      )}
      {data.collecting && data.noWorkerSince === null && <Collecting {...data.collecting} />}
    </>
  );
}

function missingWords({ since, accounts }: DataGap, all: number, zone: string): string {
  const when = since ? `missing since ${formatMinute(since, zone)}` : 'missing';
  if (accounts === 0) return `A log source is ${when}.`;
  const verb = accounts === 1 ? 'is' : 'are';
  return `${accounts === 1 ? 'One' : formatCount(accounts)} of ${countOf(all, ACCOUNTS)} ${verb} ${when}.`;
}

function reasonWords({ paused, reason, since, ...gap }: DataGap): string {
  const place = gap.place.replace(/\/$/, '');
  const why = paused ? `${place} is paused.` : `${place}: ${reason}`;
  return `${why} ${since ? 'Counts after that are too low.' : 'None of its events are counted.'}`;
}

/** Nothing moves: more to the point than how much there is to do. */
function NoWorker(props: { since: string; collecting: DataState['collecting']; zone: string }) {
  const { since, collecting } = props;
  const waiting = collecting ? collecting.found - collecting.taken : 0;
  return (
    <Note tone="warn">
      <b className="font-medium">
        {since ? `Nothing is collected since ${formatMinute(since, props.zone)}.` : 'Nothing is collected.'}
      </b>{' '}
      No worker runs{waiting > 0 && `, and ${formatCount(waiting)} log objects wait to be taken`}. Whoever
      runs this portal starts one with <code className="mono">npm run -s worker</code>.
    </Note>
  );
}

function Collecting({ taken, found }: { taken: number; found: number }) {
  const share = found > 0 ? taken / found : 0;
  const icon = <LoaderCircle className="text-accent-ink motion-safe:animate-spin" aria-hidden />;
  return (
    <div data-tone="info">
      <Note tone="info" icon={icon}>
        <b className="font-medium">
          {found > 0 ? `Collecting ${Math.floor(share * 100)} %.` : 'Looking through the log sources.'}
        </b>{' '}
        {found > taken
          ? `${formatCount(found - taken)} log objects are still to be taken, newest first; counts are too low until then.`
          : 'Counts may still rise.'}
        {found > 0 && <Progress share={share} label="Log objects taken" />}
      </Note>
    </div>
  );
}
