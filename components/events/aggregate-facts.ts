import { asObject, type JsonObject } from '#lib/cloudtrail/json-value.ts';

/** One way in which an aggregated record counts its calls: `eventName`, `sourceIPAddress` … with its most frequent values. */
export type Tally = { dimension: string; values: { name: string; count: number }[] };

export type AggregateFacts = {
  /** ISO, UTC, as delivered; '' where absent. */
  windowStart: string;
  windowEnd: string;
  /** The main one first. */
  tallies: Tally[];
};

/** What an aggregated record says: how many calls there were in five minutes. Null where its bytes are gone or it is none. */
export function aggregateFacts(record: JsonObject | null): AggregateFacts | null {
  const summary = asObject(record?.summary);
  const window = asObject(record?.timeWindow);
  if (!summary && !window) return null;
  const details = Array.isArray(summary?.details) ? summary.details : [];
  return {
    windowStart: textOf(window?.windowStart),
    windowEnd: textOf(window?.windowEnd),
    tallies: [summary?.primaryDimension, ...details].flatMap(toTally),
  };
}

function toTally(value: unknown): Tally[] {
  const given = asObject(value);
  const statistics: unknown[] = Array.isArray(given?.statistics) ? given.statistics : [];
  const values = statistics.flatMap((entry) => {
    const statistic = asObject(entry);
    const count = Number(statistic?.value);
    return Number.isFinite(count) ? [{ name: textOf(statistic?.name), count }] : [];
  });
  return values.length > 0 ? [{ dimension: textOf(given?.dimension), values }] : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
