import { asObject, type JsonObject } from '#lib/cloudtrail/json-value.ts';

/** Calls a minute: in the unusual time, and in the time before it; null where the record does not say. */
export type InsightRate = { insight: number | null; baseline: number | null };

export type InsightFacts = {
  state: 'start' | 'end' | null;
  /** More calls than usual, or more errors than usual; AWS's own word where it is another. */
  kind: 'call-rate' | 'error-rate' | string;
  /** The error that grew more frequent; '' for a rate of calls. */
  errorCode: string;
  rate: InsightRate;
  /** How long the unusual time was, and the time that it is compared with. */
  insightMinutes: number | null;
  baselineMinutes: number | null;
  /** Who or what the calls came from, in the unusual time and before; at most five values a side. */
  attributions: { attribute: string; values: (InsightRate & { value: string })[] }[];
};

/** What an Insight's record says; null where its bytes are gone or it is none. Never throws, whatever was delivered. */
export function insightFacts(record: JsonObject | null): InsightFacts | null {
  const details = asObject(record?.insightDetails);
  if (!details) return null;
  const context = asObject(details.insightContext);
  const statistics = asObject(context?.statistics);
  return {
    state: details.state === 'Start' ? 'start' : details.state === 'End' ? 'end' : null,
    kind: KINDS[textOf(details.insightType)] ?? textOf(details.insightType),
    errorCode: textOf(details.errorCode),
    rate: {
      insight: numberOf(asObject(statistics?.insight)?.average),
      baseline: numberOf(asObject(statistics?.baseline)?.average),
    },
    insightMinutes: numberOf(statistics?.insightDuration),
    baselineMinutes: numberOf(statistics?.baselineDuration),
    attributions: listOf(context?.attributions).flatMap(toAttribution),
  };
}

const KINDS: Record<string, InsightFacts['kind']> = {
  ApiCallRateInsight: 'call-rate',
  ApiErrorRateInsight: 'error-rate',
};

function toAttribution(value: unknown): InsightFacts['attributions'] {
  const given = asObject(value);
  const insight = ratesOf(given?.insight);
  const baseline = ratesOf(given?.baseline);
  const names = [...new Set([...insight.keys(), ...baseline.keys()])];
  if (names.length === 0) return [];
  const values = names.map((name) => ({
    value: name,
    insight: insight.get(name) ?? null,
    baseline: baseline.get(name) ?? null,
  }));
  return [{ attribute: textOf(given?.attribute), values }];
}

function ratesOf(value: unknown): Map<string, number> {
  const pairs = listOf(value).flatMap((entry) => {
    const given = asObject(entry);
    const average = numberOf(given?.average);
    return average === null ? [] : [[textOf(given?.value), average] as const];
  });
  return new Map(pairs);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `0.6`, `0.000088`, `1,240`: a rate may be very small. */
export function formatRate(rate: number): string {
  if (rate === 0) return '0';
  return rate.toLocaleString('en-GB', { maximumSignificantDigits: rate >= 1000 ? 4 : 2, useGrouping: true });
}

/** `6,800 times`, `2.5 times`: how much more than usual; null where there was nothing before. */
export function timesWords({ insight, baseline }: InsightRate): string | null {
  if (insight === null || !baseline) return null;
  const times = insight / baseline;
  const digits = times >= 10 ? 0 : 1;
  const rounded = times >= 1000 ? Number(times.toPrecision(2)) : times;
  return `${rounded.toLocaleString('en-GB', { maximumFractionDigits: digits })} times`;
}
