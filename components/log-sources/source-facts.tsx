import Link from 'next/link';
import { Status } from '#components/ui/status.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListedLogSource } from '#lib/sources/log-source-loaders.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatDateInput, formatFullTime, formatMinute } from '#lib/time/format.ts';

const LATE_MS = 86_400_000;
/** From this age on a date needs its year. */
const OLD_MS = 180 * 86_400_000;
/** Regions named one by one; more are counted. */
const NAMED = 2;

type Props = { source: ListedLogSource };

/** Its name, leading to its ledger. */
export function SourceName({ source }: Props) {
  const { owner, id, name, prefix, kind } = source;
  return (
    <>
      <Link
        href={`/${owner.kind}/${owner.id}/buckets/${id}`}
        prefetch={false}
        className="block truncate font-medium hover:text-accent-ink hover:underline"
        title={name}
      >
        {name}
      </Link>
      <span className="block truncate text-fg-3" title={prefix || undefined}>
        {prefix || (kind === 's3' ? 'no prefix' : 'on the server')}
      </span>
    </>
  );
}

/** How it is; where it stopped, why, in one line with the whole in the title. */
export function SourceStatus({ source }: Props) {
  const { state, reason } = source;
  return (
    <>
      <Status kind={state} />
      {reason && (
        <span className="block truncate text-12 text-fg-3 max-md:whitespace-normal" title={reason}>
          {reason}
        </span>
      )}
    </>
  );
}

/** The account of an account's own trail; of a bucket of several, how many were found in it. */
export function SourceAccounts({ source }: Props) {
  const { owner, accounts } = source;
  if (owner.kind === 'account') return <span className="tabular-nums">{owner.id}</span>;
  const [only] = accounts;
  if (accounts.length === 1) return <span className="tabular-nums">{only}</span>;
  if (accounts.length === 0) return <span className="text-fg-3">none found</span>;
  return <span title={listed(accounts)}>{formatCount(accounts.length)} accounts</span>;
}

export function SourceRegions({ source }: Props) {
  const { regions } = source;
  if (regions.length === 0) return <span className="text-fg-3">none found</span>;
  if (regions.length <= NAMED) return <span title={listed(regions)}>{regions.join(', ')}</span>;
  return <span title={listed(regions)}>{formatCount(regions.length)} regions</span>;
}

export function SourceLastEvent({ source, zone }: Props & { zone: string }) {
  const { lastEventAt: at, lagMs } = source;
  if (!at) return <span className="text-fg-3">no event yet</span>;
  const format = lagMs !== null && lagMs > OLD_MS ? formatDateInput : formatMinute;
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {format(at, zone)}
    </time>
  );
}

export function SourceLag({ source }: Props) {
  const { lagMs } = source;
  if (lagMs === null) return <span className="text-fg-3">–</span>;
  return <span className={lagMs >= LATE_MS ? 'text-bad' : undefined}>{formatDuration(lagMs)}</span>;
}

// A title of thousands of numbers helps nobody.
function listed(names: readonly string[]): string {
  const most = 40;
  return names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
