import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { TechniqueCoverage } from '#lib/alerts/coverage/schema.ts';
import { techniqueHref } from '#lib/alerts/coverage/techniques.ts';
import { findingWords } from './coverage-words.ts';

/** ATT&CK techniques that rules name, with how many of these are on and what they found. */
export function TechniqueGrid(props: { techniques: readonly TechniqueCoverage[]; rulesHref: string }) {
  const { techniques, rulesHref } = props;
  return (
    <Panel aria-labelledby="techniques" className="overflow-hidden">
      <PanelHeader
        id="techniques"
        title="ATT&CK techniques"
        note="that rules here name, and findings of 30 days"
        line={false}
      />
      <ul aria-labelledby="techniques" className="grid grid-cols-1 md:grid-cols-2 xl:grid-cols-4">
        {techniques.map((technique) => (
          <li key={technique.id} className="grid gap-0.5 border-t border-line px-4 py-2 text-13/5">
            <span className="flex items-center justify-between gap-2">
              <a
                href={techniqueHref(technique.id)}
                rel="noreferrer"
                target="_blank"
                className="link tabular-nums"
              >
                {technique.id}
              </a>
              <Watched technique={technique} />
            </span>
            <span className="truncate" title={technique.name}>
              {technique.name || 'A technique that is not known here'}
            </span>
            <span className="text-12 text-fg-3">
              <Link href={`${rulesHref}?q=${technique.id}`} prefetch={false} className="link">
                {technique.on} of {technique.rules} {technique.rules === 1 ? 'rule' : 'rules'} on
              </Link>
              {technique.findings > 0 && ` · ${findingWords(technique.findings)}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Watched({ technique: { on, unseen } }: { technique: TechniqueCoverage }) {
  if (on === 0) return <Badge tone="warn">Not watched</Badge>;
  if (unseen < on) return <Badge tone="accent">Watched</Badge>;
  return <Badge title="None of the events came that these rules look at">Nothing to see</Badge>;
}
