'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { MatchDays } from '#components/alerts/match-days.tsx';
import { type EventRef, eventPageHref } from '#components/events/page-state.ts';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { useAct } from '#components/ui/use-act.ts';
import type { Trial, TrialSample } from '#lib/alerts/try-rule/trial.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { displayEventName } from '#lib/cloudtrail/event-name.ts';
import type { FormState } from '#lib/form-state.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';

type Props = {
  trial: Trial;
  base: string;
  zone: string;
  onKeep: ((event: EventRef) => Promise<FormState>) | null;
};

/** What a rule would have found: how much, when, by whom, and what of it was hidden. */
export function TrialReport({ trial, ...rest }: Props) {
  const hidden = trial.days.reduce((sum, day) => sum + day.hidden, 0);
  return (
    <>
      <p className="text-13/5 text-fg-2" role="status">
        <b className="text-16 font-semibold text-fg">{countWords(trial.findings, 'finding')}</b> of{' '}
        {countWords(trial.matches, 'match', 'matches')} in {countWords(trial.events, 'event')} looked at
        {hidden > 0 && <>; {countWords(hidden, 'match', 'matches')} hidden</>}
      </p>
      {trial.note && <Note tone={trial.complete ? 'neutral' : 'warn'}>{trial.note}</Note>}
      <Part title="Matches by day" aside="UTC">
        <MatchDays days={trial.days.map((day) => ({ ...day, own: day.findings > 0 }))} dense />
        <p className="mt-2 flex flex-wrap gap-x-4 text-12 text-fg-3">
          <Key className="bg-bad" words="a finding begins" />
          <Key className="bg-mark" words="matches" />
          {hidden > 0 && <Key className="bg-line-strong" words="hidden by exclusions" />}
        </p>
      </Part>
      {trial.exclusions.length > 0 && (
        <Part title="Left out">
          <ul className="grid gap-1 text-13/5">
            {Object.entries(trial.exclusions).map(([place, { reason, hid }]) => (
              <li key={place} className="flex gap-3">
                <span className="min-w-0 flex-1 wrap-anywhere text-fg-2">{reason}</span>
                <span className="tabular-nums">hid {formatCount(hid)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {trial.users.length > 0 && (
        <Part title="Most by">
          <Users users={trial.users} />
        </Part>
      )}
      {trial.samples.length > 0 && (
        <Part title="Newest matches">
          <Samples samples={trial.samples} {...rest} />
        </Part>
      )}
    </>
  );
}

function Users({ users }: Pick<Trial, 'users'>) {
  const most = users[0]?.matches ?? 1;
  return (
    <ol className="grid gap-1 text-13">
      {users.map(({ user, matches }) => (
        <li key={user} className="relative flex h-7 items-center gap-3 px-2">
          <svg aria-hidden className="absolute inset-0 rounded-chip" width="100%" height="100%">
            <rect width={`${(100 * matches) / most}%`} height="100%" className="fill-accent-soft" />
          </svg>
          <span className="relative min-w-0 flex-1 truncate" title={user}>
            {user || 'no user'}
          </span>
          <span className="num relative">{formatCount(matches)}</span>
        </li>
      ))}
    </ol>
  );
}

function Samples({
  samples,
  base,
  zone,
  onKeep,
}: Omit<Props, 'trial'> & { samples: readonly TrialSample[] }) {
  const { busy, fault, act } = useAct();
  return (
    <div className="grid gap-2">
      {fault && (
        <Note tone="bad" role="alert">
          {fault}
        </Note>
      )}
      <div className="overflow-hidden rounded-control border border-line">
        <DataTable
          label="Newest matches"
          widths={[104, null, null, ...(onKeep ? [80] : [])]}
          minWidth={400}
          className="data-table-nested"
        >
          <thead>
            <tr>
              <HeadCell>Time</HeadCell>
              <HeadCell>Event</HeadCell>
              <HeadCell>User</HeadCell>
              {onKeep && (
                <HeadCell>
                  <span className="sr-only">Keep</span>
                </HeadCell>
              )}
            </tr>
          </thead>
          <tbody>
            {samples.map((sample) => (
              <Row key={`${sample.accountId} ${sample.eventId}`}>
                <td title={formatFullTime(sample.eventTime, zone)}>{formatMinute(sample.eventTime, zone)}</td>
                <td>
                  <Link
                    href={eventPageHref(`${base}/events`, sample)}
                    className="link block truncate"
                    title={`${sample.eventSource} in ${sample.region}, ${sample.accountId}`}
                    target="_blank"
                  >
                    {displayEventName(sample.eventName) || 'No name'}
                  </Link>
                </td>
                <td title={`${sample.user} from ${sample.ip}`}>
                  <span className="block truncate">{sample.user}</span>
                </td>
                {onKeep && (
                  <td className="text-right">
                    <Button
                      size="small"
                      disabled={busy}
                      title="Keeps it with the rule: it must fire"
                      aria-label={`Keep ${sample.eventName} of ${sample.eventTime} as a sample`}
                      onClick={() => act(() => onKeep(sample))}
                    >
                      Keep
                    </Button>
                  </td>
                )}
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
    </div>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 flex justify-between text-13 font-semibold">
        {title}
        {aside && <span className="font-normal text-fg-3">{aside}</span>}
      </h3>
      {children}
    </section>
  );
}

function Key({ className, words }: { className: string; words: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`size-2 rounded-[2px] ${className}`} />
      {words}
    </span>
  );
}

function countWords(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
