import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';

export const EXPECTED_WORDS: Record<RuleSample['expects'], string> = {
  fires: 'must fire',
  quiet: 'must stay quiet',
};

export const EXPECTED_CHOICES = (['fires', 'quiet'] as const).map((value) => ({
  value,
  label: EXPECTED_WORDS[value],
}));

/** `CreateUser by lena` or `5 records: ConsoleLogin` */
export function recordWords(records: RuleSample['records']): string {
  const names = [...new Set(records.map(({ eventName }) => textOf(eventName) || 'no name'))].join(', ');
  if (records.length > 1) return `${records.length} records: ${names}`;
  const [record = {}] = records;
  const who = whoOf(record.userIdentity);
  return [names, who && `by ${who}`, textOf(record.errorCode)].filter(Boolean).join(' ');
}

function whoOf(identity: unknown): string {
  if (typeof identity !== 'object' || identity === null) return '';
  const named = Object.entries(identity);
  const found = ['userName', 'arn', 'principalId', 'type'].flatMap((wanted) =>
    named.filter(([name]) => name === wanted).map(([, value]) => textOf(value)),
  );
  return found.find(Boolean) ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
