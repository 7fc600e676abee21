import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '#lib/charts/format-number.ts';
import { SeverityBadge } from './severity-badge.tsx';
import type { ReadSigma } from './sigma-sources.ts';

/** What would be imported, and what is refused with the reason, each by its line. */
export function SigmaPreview({ rules, refused }: ReadSigma) {
  return (
    <>
      {refused.length > 0 && (
        <Found title={`${formatCount(refused.length)} refused`}>
          {refused.map(({ at, title, reason }) => (
            <Line key={`${at} ${title} ${reason}`} at={at} name={title || 'A rule without a title'}>
              <span className="flex gap-1.5 text-12 text-bad">
                <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />
                {reason}
              </span>
            </Line>
          ))}
        </Found>
      )}
      {rules.length > 0 && (
        <Found title={`${formatCount(rules.length)} can be imported`}>
          {rules.map(({ at, definition, warnings }) => (
            <Line
              key={`${at} ${definition.name}`}
              at={at}
              name={definition.name}
              badge={<SeverityBadge severity={definition.severity} />}
            >
              {warnings.map((warning) => (
                <span key={warning} className="flex gap-1.5 text-12 text-warn">
                  <TriangleAlert className="mt-0.5 size-3 shrink-0" aria-hidden />
                  {warning}
                </span>
              ))}
            </Line>
          ))}
        </Found>
      )}
    </>
  );
}

function Found({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-1 text-13">
      <h3 className="font-medium">{title}</h3>
      <ul className="divide-y divide-line rounded-control border border-line">{children}</ul>
    </section>
  );
}

function Line(props: { at: string; name: string; badge?: ReactNode; children: ReactNode }) {
  return (
    <li className="grid gap-1 px-3 py-2">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        {props.badge}
        <span className="min-w-0 break-words">{props.name}</span>
        <span className="ml-auto text-12 text-fg-3">{props.at}</span>
      </span>
      {props.children}
    </li>
  );
}
