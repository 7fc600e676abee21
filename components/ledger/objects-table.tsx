'use client';
import { Fragment, useState } from 'react';
import { cutMiddle } from '#components/table/cells.tsx';
import { DataTable, HeadCell, NestedRow, Row } from '#components/table/data-table.tsx';
import { PlusToggle } from '#components/table/plus-toggle.tsx';
import { formatBytes, formatCount } from '#lib/charts/format-number.ts';
import type { LogObject } from '#lib/ledger/schema.ts';
import { formatFullTime, formatMinute, zoneLabel } from '#lib/time/format.ts';
import { ObjectDetails } from './object-details.tsx';
import { ObjectStateMark } from './object-state.tsx';

const WIDTHS = [48, null, 128, 80, 88, 88, 96, 88, 128];

type Props = { scope: string; sourceId: number; objects: LogObject[]; zone: string; now: string };

/** One row an object, opened to everything about it. `now` only decides what the zone is called. */
export function ObjectsTable(props: Props) {
  const { objects, zone } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => setOpened((was) => was.symmetricDifference(new Set([id])));
  const details = (object: LogObject) => (
    <ObjectDetails scope={props.scope} sourceId={props.sourceId} object={object} zone={zone} />
  );
  return (
    <>
      <div className="max-md:hidden">
        <DataTable label="Log objects" widths={WIDTHS} minWidth={1080}>
          <thead>
            <tr>
              <HeadCell>
                <span className="sr-only">Details</span>
              </HeadCell>
              <HeadCell>Object</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell numeric>Size</HeadCell>
              <HeadCell numeric>Records</HeadCell>
              <HeadCell numeric>New</HeadCell>
              <HeadCell numeric>Duplicate</HeadCell>
              <HeadCell numeric>Unread</HeadCell>
              <HeadCell>Taken ({zoneLabel(zone, props.now)})</HeadCell>
            </tr>
          </thead>
          <tbody>
            {objects.map((object) => (
              <Fragment key={object.id}>
                <Row tall open={opened.has(object.id)}>
                  <td>
                    <Toggle object={object} open={opened.has(object.id)} onToggle={toggle} />
                  </td>
                  <td>
                    <ObjectName object={object} />
                  </td>
                  <td>
                    <ObjectStateMark object={object} />
                  </td>
                  <td className="num">{formatBytes(object.sizeBytes)}</td>
                  <Counts object={object} />
                  <td>
                    <TakenAt object={object} zone={zone} />
                  </td>
                </Row>
                {opened.has(object.id) && <NestedRow columns={WIDTHS.length}>{details(object)}</NestedRow>}
              </Fragment>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="md:hidden">
        {objects.map((object) => (
          <li key={object.id} className="grid gap-2 border-b border-line px-4 py-3 text-13 last:border-b-0">
            <div className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <ObjectName object={object} />
              </div>
              <Toggle object={object} open={opened.has(object.id)} onToggle={toggle} />
            </div>
            <div className="flex flex-wrap justify-between gap-x-4 text-12 text-fg-3">
              <ObjectStateMark object={object} />
              <span className="tabular-nums">
                {formatBytes(object.sizeBytes)}, {formatCount(object.records)} records
              </span>
            </div>
            {opened.has(object.id) && details(object)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Toggle(props: { object: LogObject; open: boolean; onToggle: (id: string) => void }) {
  return (
    <PlusToggle
      open={props.open}
      what={`details of ${nameOf(props.object.key)}`}
      onToggle={() => props.onToggle(props.object.id)}
    />
  );
}

/** Its file's name, and why it could not be taken or else where it is from. */
function ObjectName({ object }: { object: LogObject }) {
  const { key, reason, accountId, region, kind } = object;
  const place = [accountId, region, kind !== 'CloudTrail' && kind].filter(Boolean).join(' · ');
  return (
    <>
      <span className="mono block truncate" title={key}>
        {cutMiddle(shortName(object), 48)}
      </span>
      <span
        className={reason ? 'block truncate text-bad max-md:whitespace-normal' : 'block truncate text-fg-3'}
        title={reason ?? undefined}
      >
        {reason ?? place}
      </span>
    </>
  );
}

function Counts({ object }: { object: LogObject }) {
  const counts = [object.records, object.newEvents, object.duplicateEvents, object.quarantinedRecords];
  const read = object.state === 'ingested';
  return Object.entries(counts).map(([column, count]) => (
    <td key={column} className={read && count > 0 ? 'num' : 'num text-fg-3'}>
      {read ? formatCount(count) : '–'}
    </td>
  ));
}

function TakenAt({ object, zone }: { object: LogObject; zone: string }) {
  const { ingestedAt, nextAttemptAt } = object;
  if (ingestedAt)
    return (
      <time dateTime={ingestedAt} title={formatFullTime(ingestedAt, zone)}>
        {formatMinute(ingestedAt, zone)}
      </time>
    );
  if (nextAttemptAt)
    return (
      <span className="text-fg-3" title={`Tried again at ${formatFullTime(nextAttemptAt, zone)}`}>
        again {formatMinute(nextAttemptAt, zone).split(' ').at(-1)}
      </span>
    );
  return <span className="text-fg-3">–</span>;
}

/** Without what stands under it anyway: `20261120T0815Z_fu1hSKaBl8bHxe4f.json.gz`. */
function shortName({ key, accountId, kind, region }: LogObject): string {
  const name = nameOf(key);
  const begin = `${accountId}_${kind}_${region}_`;
  return name.startsWith(begin) ? name.slice(begin.length) : name;
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
