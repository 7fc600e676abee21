'use client';
import { Swatch } from '#components/charts/swatch.tsx';
import { PlusToggle } from '#components/table/plus-toggle.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount, isErrorRateHigh } from '#lib/charts/format-number.ts';
import type { EventGroup } from '#lib/events/schema.ts';
import { formatMinute } from '#lib/time/format.ts';
import { GroupEvents } from './group-events.tsx';
import { groupLabel } from './group-words.ts';
import type { GroupsProps } from './groups-table.tsx';
import { useReport } from './report-context.ts';

/** The groups on a phone: the whole card opens its events. */
export function GroupCards(props: GroupsProps) {
  return (
    <ul>
      {props.groups.map((group) => (
        <GroupCard key={group.value} {...props} group={group} />
      ))}
    </ul>
  );
}

const BAR_PX = 96;

function GroupCard({ group, search, most, colourOf, open, onToggle }: GroupsProps & { group: EventGroup }) {
  const { zone, accountNames } = useReport();
  const label = groupLabel(search.groupBy, group.value, accountNames);
  const isOpen = open.includes(group.value);
  const { events, errors } = group;
  return (
    <li className="border-t border-line">
      <div className="relative grid min-h-14 grid-cols-[24px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-4 py-2 text-14">
        <PlusToggle
          open={isOpen}
          what={`events of ${label}`}
          onToggle={() => onToggle(group.value, !isOpen)}
          className="static after:inset-0!"
        />
        <span className="flex min-w-0 items-center gap-2">
          <Swatch colour={colourOf(group.value)} />
          <span className="truncate font-medium">{label}</span>
        </span>
        <span className="font-medium tabular-nums">{formatCount(events)}</span>
        <span className="col-span-2 col-start-2 flex items-center gap-2 text-12 tabular-nums text-fg-3">
          <span
            className="h-1 rounded-[1px] bg-accent-bar"
            style={{ width: Math.max(2, (events / Math.max(1, most)) * BAR_PX) }}
          />
          <span className="flex-1" />
          <span className={cn(isErrorRateHigh(events, errors) && 'text-bad')}>
            {errors === 0 ? 'no errors' : `${formatCount(errors)} ${errors === 1 ? 'error' : 'errors'}`}
          </span>
          <time dateTime={group.lastSeen}>{formatMinute(group.lastSeen, zone.zone)}</time>
        </span>
      </div>
      {isOpen && (
        <div className="border-t border-line bg-bg">
          <GroupEvents search={search} group={group} label={label} />
        </div>
      )}
    </li>
  );
}
