import type { ReactNode } from 'react';
import { countOf } from '#components/events/group-words.ts';
import type { Trail } from '#lib/trails/trail.ts';
import { Logging, Moment, ShortArn, UNKNOWN, Validation, YesNo } from './trail-cells.tsx';

/** What cells need beside their trail. */
export type CellContext = {
  /** Names of added accounts by number. */
  names: Readonly<Record<string, string>>;
  zone: string;
  now: string;
};

export type TrailColumn = {
  /** Stands over several columns. */
  group: string;
  head: string;
  /** In words, for the sheet and for a pointer that rests on the head. */
  title?: string;
  width: number;
  cell: (trail: Trail, context: CellContext) => ReactNode;
};

/** Every column of the list after the first, in its order. */
export const TRAIL_COLUMNS: readonly TrailColumn[] = [
  {
    group: 'Trail',
    head: 'Account',
    width: 168,
    cell: (trail, context) => <Account trail={trail} {...context} />,
  },
  { group: 'Trail', head: 'Home region', width: 128, cell: (trail) => <HomeRegion trail={trail} /> },
  {
    group: 'Delivers to',
    head: 'S3 bucket name',
    width: 216,
    cell: (trail) => <Bucket trail={trail} />,
  },
  {
    group: 'Delivers to',
    head: 'S3 key prefix',
    width: 128,
    cell: ({ keyPrefix }) =>
      keyPrefix ? <span className="mono">{keyPrefix}</span> : <span className="text-fg-3">none</span>,
  },
  {
    group: 'Records',
    head: 'Logging',
    title: 'Is logging',
    width: 88,
    cell: (trail) => <Logging trail={trail} />,
  },
  {
    group: 'Records',
    head: 'Global events',
    title: 'Includes global service events (IAM, STS, CloudFront)',
    width: 112,
    cell: (trail) => (
      <YesNo
        value={trail.globalEvents}
        warn={trail.warnings.some(({ code }) => code === 'global-events-twice')}
      />
    ),
  },
  {
    group: 'Records',
    head: 'Multi-region',
    width: 104,
    cell: ({ multiRegion }) => <YesNo value={multiRegion} />,
  },
  {
    group: 'Records',
    head: 'Organisation',
    title: 'Organisation trail',
    width: 104,
    cell: ({ organization }) => <YesNo value={organization} />,
  },
  {
    group: 'Protection',
    head: 'Validation',
    title: 'Log file validation',
    width: 96,
    cell: (trail) => <Validation trail={trail} />,
  },
  { group: 'Protection', head: 'KMS key', width: 184, cell: ({ kmsKey }) => <ShortArn text={kmsKey} /> },
  {
    group: 'Times',
    head: 'Logging started',
    width: 152,
    cell: (trail, context) => <Moment at={trail.loggingStartedAt} {...context} />,
  },
  {
    group: 'Times',
    head: 'Logging ended',
    width: 152,
    cell: (trail, context) => <Moment at={trail.loggingEndedAt} {...context} />,
  },
  {
    group: 'Times',
    head: 'Last delivery',
    width: 136,
    cell: (trail, context) => <Moment at={trail.deliveredAt} {...context} />,
  },
  {
    group: 'Times',
    head: 'Last notification',
    width: 136,
    cell: (trail, context) => <Moment at={trail.notifiedAt} {...context} />,
  },
  {
    group: 'Notifies',
    head: 'SNS topic name',
    width: 184,
    cell: ({ snsTopic }) => <ShortArn text={snsTopic} />,
  },
  {
    group: 'Faults',
    head: 'Last delivery error',
    width: 184,
    cell: ({ deliveryError }) =>
      deliveryError ? (
        <span className="text-bad" title={deliveryError}>
          {deliveryError}
        </span>
      ) : (
        UNKNOWN
      ),
  },
];

/** Whose it is; an inferred one of an organisation is nobody's in particular. */
function Account({ trail, names }: { trail: Trail } & CellContext) {
  const { accounts } = trail;
  const accountId = trail.accountId ?? (accounts.length === 1 ? accounts[0] : undefined);
  if (accountId === undefined) return <span className="text-fg-2">{countOf(accounts.length, ACCOUNTS)}</span>;
  return (
    <>
      {names[accountId] && <span className="block truncate">{names[accountId]}</span>}
      <span className="block tabular-nums text-fg-3">{accountId}</span>
    </>
  );
}

const ACCOUNTS = { one: 'account', many: 'accounts' };

function HomeRegion({ trail: { homeRegion, regions } }: { trail: Trail }) {
  if (homeRegion !== null) return homeRegion;
  if (regions.length <= 1) return <span className="text-fg-2">{regions[0] ?? '–'}</span>;
  return (
    <span className="text-fg-2" title={`Seen in ${regions.join(', ')}`}>
      in {countOf(regions.length, { one: 'region', many: 'regions' })}
    </span>
  );
}

function Bucket({ trail: { bucket, collected } }: { trail: Trail }) {
  if (bucket === null) return <span className="text-fg-3">downloaded logs</span>;
  return (
    <>
      <span className="block truncate" title={bucket}>
        {bucket}
      </span>
      {!collected && <span className="block text-12 text-warn">no log source here</span>}
    </>
  );
}
