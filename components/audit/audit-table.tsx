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
  return (
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
              <td>
                <PlusToggle
                  open={opened.has(entry.id)}
                  what={`details of ${entry.action} by ${entry.actor}`}
                  onToggle={() => toggle(entry.id)}
                />
              </td>
              <td className="tabular-nums">
                <time dateTime={entry.at} title={formatFullTime(entry.at, zone)}>
                  {formatEventTime(entry.at, zone)}
                </time>
              </td>
              <td title={entry.actor}>
                <Actor actor={entry.actor} />
              </td>
              <td className="mono" title={entry.action}>
                {entry.action}
              </td>
              <td title={entry.target}>{entry.target}</td>
              <td>
                <Badge tone={entry.result === 'ok' ? 'neutral' : 'bad'}>
                  {entry.result === 'ok' ? 'Done' : 'Denied'}
                </Badge>
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
  );
}

function Actor({ actor }: { actor: string }) {
  if (actor === 'system') return <span className="text-fg-3">the server itself</span>;
  if (actor === 'anonymous') return <span className="text-fg-3">not signed in</span>;
  return <span className="font-medium">{actor}</span>;
}
