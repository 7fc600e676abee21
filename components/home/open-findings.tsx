import Link from 'next/link';
import { SEVERITY_WORDS, SeverityBadge } from '#components/alerts/severity-badge.tsx';
import type { OpenFindings as Open } from '#lib/alerts/findings/open-findings.ts';
import { formatCount } from '#lib/charts/format-number.ts';

/** How many findings of a view or account are open, with the worst severity among them, leading to their list. */
export function OpenFindings({ findings, placeHref }: { findings: Open | undefined; placeHref: string }) {
  const worst = findings?.worst[0];
  if (!findings || !worst) return <span className="num text-fg-3 max-md:hidden">0</span>;
  const words = findings.worst
    .map(({ severity, open }) => `${formatCount(open)} ${SEVERITY_WORDS[severity].toLowerCase()}`)
    .join(', ');
  return (
    <Link
      href={`${placeHref}/alerts?show=open`}
      prefetch={false}
      title={words}
      className="inline-flex items-center gap-2 rounded-[2px] hover:underline max-md:min-h-9"
    >
      <SeverityBadge severity={worst.severity} />
      <span className="num text-accent-ink">
        {formatCount(findings.open)}
        <span className="md:sr-only"> open</span>
        <span className="sr-only"> findings: {words}</span>
      </span>
    </Link>
  );
}
