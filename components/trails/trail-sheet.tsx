import { CircleAlert, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { KvList } from '#components/ui/kv-list.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { formatFullTime } from '#lib/time/format.ts';
import type { Trail, TrailFacts, TrailWarning } from '#lib/trails/trail.ts';
import { Inferred, Logging } from './trail-cells.tsx';
import type { CellContext } from './trail-columns.tsx';
import { MANAGEMENT_WORDS, trailName, yesNo } from './trail-words.ts';

/** Everything about one trail: what is wrong with it and what to do first, then all that is known. */
export function TrailSheet(props: {
  trail: Trail;
  /** `/view/acme/events`: where the trail's own history is. */
  eventsHref: string;
  onClose: () => void;
  context: CellContext;
}) {
  const { trail, context } = props;
  const name = trailName(trail);
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={`Trail ${name}`}
      header={<span className="text-fg-3">Trail</span>}
    >
      <header className="grid gap-1">
        <h2 className="flex flex-wrap items-center gap-2 text-16 font-semibold wrap-anywhere">
          {name}
          {trail.inferred && <Inferred />}
        </h2>
        {trail.arn && (
          <p className="mono text-fg-2 wrap-anywhere">
            {trail.arn}
            <CopyButton text={trail.arn} what="Copy the ARN" />
          </p>
        )}
        <p className="text-13/5 text-fg-3">{sourceOf(trail, context)}</p>
      </header>
      {trail.warnings.length > 0 && (
        <ul className="grid gap-2">
          {trail.warnings.map((warning) => (
            <Warning key={warning.code} warning={warning} />
          ))}
        </ul>
      )}
      <Facts title="Records" entries={recordFacts(trail)} />
      <Facts title="Delivers" entries={deliveryFacts(trail, context)} />
      <Facts title="Protection and notice" entries={protectionFacts(trail, context)} />
      <Facts title="Accounts" entries={accountFacts(trail, context)} />
      {trail.accountId && (
        <p className="text-13">
          <Link href={`${props.eventsHref}?${changesOf(trail.accountId)}`} className="link">
            Who changed trails of this account in the last two weeks
          </Link>
        </p>
      )}
    </Sheet>
  );
}

type Entries = Parameters<typeof KvList>[0]['entries'];

function Facts({ title, entries }: { title: string; entries: Entries }) {
  return (
    <section className="grid gap-2 border-t border-line pt-3">
      <h3 className="text-13 font-semibold">{title}</h3>
      <div className="[&_dl]:grid-cols-[136px_minmax(0,1fr)]">
        <KvList entries={entries} />
      </div>
    </section>
  );
}

function Warning({ warning }: { warning: TrailWarning }) {
  const bad = warning.severity === 'bad';
  const Icon = bad ? CircleAlert : TriangleAlert;
  return (
    <li
      className={`flex gap-2 rounded-control border px-3 py-2.5 text-13/5 ${bad ? 'border-bad-line bg-bad-soft' : 'border-warn-line bg-warn-soft'}`}
    >
      <Icon className={`mt-0.5 size-4 ${bad ? 'text-bad' : 'text-warn'}`} aria-hidden />
      <span className="min-w-0 wrap-anywhere">
        <b className="font-medium">{warning.message}</b>
        <span className="block text-fg-2">{warning.hint}</span>
      </span>
    </li>
  );
}

function sourceOf({ inferred, askedAt }: TrailFacts, { zone }: CellContext): string {
  if (inferred || askedAt === null)
    return 'Seen from where the logs land. AWS tells the rest once the account has credentials here.';
  return `As AWS described it at ${formatFullTime(askedAt, zone)}.`;
}

function recordFacts(trail: Trail): Entries {
  return [
    { key: 'Is logging', value: <Logging trail={trail} /> },
    {
      key: trail.homeRegion ? 'Home region' : 'Regions seen',
      value: trail.homeRegion ?? (trail.regions.join(', ') || '–'),
    },
    { key: 'Multi-region', value: yesNo(trail.multiRegion) },
    {
      key: 'Organisation trail',
      value: yesNo(trail.organization),
      ...(trail.organizationId ? { aside: trail.organizationId } : {}),
    },
    { key: 'Global events', value: yesNo(trail.globalEvents), aside: 'IAM, STS, CloudFront' },
    {
      key: 'Management events',
      value: trail.managementEvents ? MANAGEMENT_WORDS[trail.managementEvents] : '–',
    },
    { key: 'Data events', value: dataEvents(trail) },
    { key: 'Insights', value: yesNo(trail.insights) },
  ];
}

function dataEvents({ dataEvents: types, managementEvents }: Trail): string {
  if (types.length > 0) return types.join(', ');
  return managementEvents === null ? '–' : 'None';
}

function deliveryFacts(trail: Trail, context: CellContext): Entries {
  const moment = (at: string | null) => (at === null ? '–' : formatFullTime(at, context.zone));
  return [
    {
      key: 'S3 bucket name',
      value: trail.bucket ?? 'downloaded logs',
      ...(trail.collected ? {} : { aside: 'no log source here' }),
    },
    { key: 'S3 key prefix', value: trail.keyPrefix || 'none' },
    { key: 'Logging started', value: moment(trail.loggingStartedAt) },
    { key: 'Logging ended', value: moment(trail.loggingEndedAt) },
    {
      key: 'Last delivery',
      value: moment(trail.deliveredAt),
      ...(trail.inferred ? { aside: 'the newest event in it' } : {}),
    },
    { key: 'Last delivery error', value: fault(trail.deliveryError) },
  ];
}

function protectionFacts(trail: Trail, { zone }: CellContext): Entries {
  const moment = (at: string | null) => (at === null ? '–' : formatFullTime(at, zone));
  return [
    { key: 'Log validation', value: yesNo(trail.logValidation) },
    { key: 'Last digest', value: moment(trail.digestDeliveredAt) },
    { key: 'Last digest error', value: fault(trail.digestError) },
    { key: 'KMS key', value: trail.kmsKey ?? '–', mono: trail.kmsKey !== null },
    { key: 'SNS topic', value: trail.snsTopic ?? '–', mono: trail.snsTopic !== null },
    { key: 'Last notification', value: moment(trail.notifiedAt) },
    { key: 'Notification error', value: fault(trail.notificationError) },
    { key: 'CloudWatch logs', value: trail.logGroup ?? '–', mono: trail.logGroup !== null },
  ];
}

function accountFacts(trail: Trail, { names }: CellContext): Entries {
  const named = (id: string) => (names[id] ? `${names[id]} (${id})` : id);
  return [
    { key: 'Whose it is', value: trail.accountId === null ? '–' : named(trail.accountId) },
    {
      key: trail.inferred ? 'Logs of' : 'Seen by',
      value: trail.accounts.map(named).join(', '),
    },
  ];
}

function fault(text: string | null): ReactNode {
  return text === null ? '–' : <span className="text-bad">{text}</span>;
}

const CHANGES = [
  'CreateTrail',
  'DeleteTrail',
  'PutEventSelectors',
  'PutInsightSelectors',
  'StartLogging',
  'StopLogging',
  'UpdateTrail',
];

function changesOf(accountId: string): URLSearchParams {
  return new URLSearchParams([...CHANGES.map((event) => ['event', event]), ['account', accountId]]);
}
