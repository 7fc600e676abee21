import type { ChartGap, EventsChartInput } from '#lib/charts/chart-input.ts';
import { assignColours, REST_COLOUR, type SeriesColour } from '#lib/charts/series-colours.ts';
import type { EventGroups } from '#lib/events/schema.ts';
import type { EventSearch } from '#lib/events/url.ts';
import type { DataState } from './data-state.ts';
import { groupLabel } from './group-words.ts';

/** Lines in the chart; further groups are in the rest. As many as `prepareSeries` draws. */
const LINES = 6;

/** The answer as the chart takes it. */
export function toChartInput(
  search: EventSearch,
  { groups, topValues, series, total }: EventGroups,
  zone: string,
  accountNames: Readonly<Record<string, string>>,
): EventsChartInput {
  const byValue = new Map(groups.map((group) => [group.value, group]));
  const drawn = topValues.slice(0, LINES);
  return {
    series,
    groups: drawn.map((value) => {
      const { events, errors } = byValue.get(value) ?? sumOf(series, value);
      return { value, label: groupLabel(search.groupBy, value, accountNames), events, errors };
    }),
    otherGroups: Math.max(0, total.groups - drawn.length),
    aggregate: search.aggregate,
    from: search.filters.from.toISOString(),
    to: search.filters.to.toISOString(),
    zone,
  };
}

/** The colour of a group's mark in the table: that of its line, grey where it is in the rest. */
export function groupColours({ topValues }: EventGroups): (value: string) => SeriesColour {
  const colours = assignColours(topValues.slice(0, LINES));
  return (value) => colours.get(value) ?? REST_COLOUR;
}

/** `top 6 of 148, and the rest`; nothing where every group has its line. */
export function chartNote({ topValues, total }: EventGroups): string | undefined {
  const drawn = Math.min(topValues.length, LINES);
  return total.groups > drawn
    ? `top ${drawn} of ${total.groups.toLocaleString('en-GB')}, and the rest`
    : undefined;
}

/** Where the chart is hatched: from when a source stopped bringing its events, up to now. */
export function chartGaps({ gaps }: DataState): ChartGap[] {
  const ends = new Date(8.64e15).toISOString();
  return gaps.map(({ since }) => ({
    from: since ?? new Date(0).toISOString(),
    to: ends,
    label: 'incomplete',
  }));
}

function sumOf(series: EventGroups['series'], value: string): { events: number; errors: number } {
  return { events: series.reduce((sum, { counts }) => sum + (counts[value] ?? 0), 0), errors: 0 };
}
