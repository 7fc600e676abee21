'use client';
import { Fragment, useState } from 'react';
import { DataTable, HeadCell, NestedRow, Row } from '#components/table/data-table.tsx';
import { PlusToggle } from '#components/table/plus-toggle.tsx';
import { Badge } from '#components/ui/badge.tsx';
import type { AuditEntry } from '#lib/audit/schema.ts';
import { formatEventTime, formatFullTime, zoneLabel } from '#lib/time/format.ts';
import { AuditDetails } from './audit-details.tsx';

const WIDTHS = [48, 168, 240, 200, null, 96, 136];

/** Lines of the audit log, each opened to all that is known of it. `now` only decides what the zone is called. */
export function AuditTable({ entries, zone, now }: { entries: AuditEntry[]; zone: string; now: string }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => setOpened((was) => was.symmetricDifference(new Set([id])));
  const plus = (entry: AuditEntry) => (
    <PlusToggle
      open={opened.has(entry.id)}
      what={`details of ${entry.action} by ${entry.actor}`}
      onToggle={() => toggle(entry.id)}
    />
  );
  return (
    <>
      <div className="max-md:hidden">
        <DataTable label="Audit log" widths={WIDTHS} minWidth={1040}>
          <thead>
            <tr>
              <HeadCell>
                <span className="sr-only">Details</span>
              </HeadCell>
              <HeadCell>Time ({zoneLabel(zone, now)})</HeadCell>
              <HeadCell>Person</HeadCell>
              <HeadCell>Action</HeadCell>
              <HeadCell>Target</HeadCell>
              <HeadCell>Result</HeadCell>
              <HeadCell>From</HeadCell>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Fragment key={entry.id}>
                <Row open={opened.has(entry.id)}>
                  <td>{plus(entry)}</td>
                  <td className="tabular-nums">
                    <When at={entry.at} zone={zone} />
                  </td>
                  <td title={entry.actor}>
                    <Actor actor={entry.actor} />
                  </td>
                  <td className="mono" title={entry.action}>
                    {entry.action}
                  </td>
                  <td title={entry.target}>{entry.target}</td>
                  <td>
                    <Result entry={entry} />
                  </td>
                  <td className="mono" title={entry.ipAddress ?? undefined}>
                    {entry.ipAddress ?? <span className="text-fg-3">–</span>}
                  </td>
                </Row>
                {opened.has(entry.id) && (
                  <NestedRow columns={WIDTHS.length}>
                    <AuditDetails entry={entry} zone={zone} />
                  </NestedRow>
                )}
              </Fragment>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="md:hidden">
        {entries.map((entry) => (
          <li key={entry.id} className="grid gap-1 border-b border-line px-4 py-3 text-13 last:border-b-0">
            <div className="flex items-start gap-3">
              <div className="grid min-w-0 flex-1 gap-1">
                <span className="wrap-anywhere">
                  <Actor actor={entry.actor} />
                </span>
                <span className="mono wrap-anywhere">{entry.action}</span>
                <span className="text-fg-2 wrap-anywhere">{entry.target}</span>
              </div>
              {plus(entry)}
            </div>
            <div className="flex items-center justify-between gap-2 text-12 tabular-nums text-fg-3">
              <When at={entry.at} zone={zone} />
              <Result entry={entry} />
            </div>
            {opened.has(entry.id) && <AuditDetails entry={entry} zone={zone} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function When({ at, zone }: { at: string; zone: string }) {
  return (
    <time dateTime={at} title={formatFullTime(at, zone)}>
      {formatEventTime(at, zone)}
    </time>
  );
}

function Result({ entry }: { entry: AuditEntry }) {
  const done = entry.result === 'ok';
  return <Badge tone={done ? 'neutral' : 'bad'}>{done ? 'Done' : 'Denied'}</Badge>;
}

function Actor({ actor }: { actor: string }) {
  if (actor === 'system') return <span className="text-fg-3">the server itself</span>;
  if (actor === 'anonymous') return <span className="text-fg-3">not signed in</span>;
  return <span className="font-medium">{actor}</span>;
}
