import type { SetupPlan } from '#lib/policies/setup-plan.ts';

/** A plan over so many accounts; numbers with leading zeros among them. */
export function planOf(count: number, change: Partial<SetupPlan> = {}): SetupPlan {
  const accounts = Array.from({ length: count }, (_, n) =>
    String(12_345_678_901 + n * 104_729).padStart(12, '0'),
  );
  return {
    partition: 'aws',
    auditAccount: '999988887777',
    bucket: 'acme-audit-cloudtrail-logs',
    prefix: '',
    region: 'eu-central-1',
    trailName: 'acme-trail',
    key: 'new',
    accounts,
    ...change,
  };
}
