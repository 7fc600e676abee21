'use client';
import { useState } from 'react';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatBytes, formatCount } from '#lib/charts/format-number.ts';
import type { StoredWeek } from '#lib/retention/schema.ts';
import { formatDaySpan } from '#lib/time/format.ts';

const WEEK_MS = 7 * 86_400_000;
/** A year is what one looks at; older weeks are asked for. */
const SHOWN_AT_FIRST = 53;

/** What is stored of each week; those in `going` are marked. */
export function WeeksTable({ weeks, going }: { weeks: StoredWeek[]; going: ReadonlySet<string> }) {
  const [all, setAll] = useState(false);
  const shown = all ? weeks : weeks.slice(0, SHOWN_AT_FIRST);
  const most = Math.max(1, ...weeks.map(bytesOf));
  return (
    <>
      <div className="max-md:hidden">
        <DataTable label="Weeks that are stored" widths={[null, 136, 152, 152, 200, 128]} minWidth={920}>
          <thead>
            <tr>
              <HeadCell>Week (UTC)</HeadCell>
              <HeadCell numeric>Events, about</HeadCell>
              <HeadCell numeric>Events and sums</HeadCell>
              <HeadCell numeric>Log objects</HeadCell>
              <HeadCell>
                <span className="sr-only">Size beside the largest week</span>
              </HeadCell>
              <HeadCell>
                <span className="sr-only">What becomes of it</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((week) => (
              <Row key={week.week}>
                <td>{weekWords(week.week)}</td>
                <td className="num">{formatCount(week.events)}</td>
                <td className="num">{formatBytes(week.eventBytes)}</td>
                <td className="num">{formatBytes(week.objectBytes)}</td>
                <td aria-hidden>
                  <div className="h-1.5 rounded-[2px] bg-surface-2">
                    <svg
                      className={cn('block h-full rounded-[2px] bg-accent', going.has(week.week) && 'bg-bad')}
                      width={`${(bytesOf(week) / most) * 100}%`}
                    />
                  </div>
                </td>
                <td>{going.has(week.week) && <Badge tone="bad">Deleted</Badge>}</td>
              </Row>
            ))}
          </tbody>
        </DataTable>
      </div>
      <ul className="md:hidden">
        {shown.map((week) => (
          <li key={week.week} className="grid gap-1 border-b border-line px-4 py-3 text-13 last:border-b-0">
            <span className="flex items-center justify-between gap-2">
              <span className="font-medium">{weekWords(week.week)}</span>
              {going.has(week.week) && <Badge tone="bad">Deleted</Badge>}
            </span>
            <span className="text-12 tabular-nums text-fg-3">
              about {formatCount(week.events)} events, {formatBytes(bytesOf(week))}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < weeks.length && (
        <div className="border-t border-line p-3">
          <Button onClick={() => setAll(true)}>Show all {formatCount(weeks.length)} weeks</Button>
        </div>
      )}
    </>
  );
}

function bytesOf({ eventBytes, objectBytes }: StoredWeek): number {
  return eventBytes + objectBytes;
}

function weekWords(week: string): string {
  const from = Date.parse(week);
  const span = formatDaySpan(from, from + WEEK_MS, 'UTC');
  const year = week.slice(0, 4);
  // Of the week in which the year changes both years are said already.
  return span.includes(year) ? span : `${span} ${year}`;
}
