import { Copy } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { MODE_WORDS, RuleModeSelect } from '#components/alerts/rule-mode.tsx';
import { Runbook } from '#components/alerts/runbook.tsx';
import { SeverityBadge } from '#components/alerts/severity-badge.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { KvList } from '#components/ui/kv-list.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { isAnyStep, type SequenceStep } from '#lib/alerts/any-step.ts';
import { fieldName } from '#lib/alerts/field-name.ts';
import type { RuleDetail } from '#lib/alerts/scope-rules/schema.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { ConditionTree } from './condition-tree.tsx';
import { SampleRecords } from './sample-records.tsx';
import { EXPECTED_WORDS } from './sample-words.ts';
import { TryPanel } from './try-panel.tsx';
import { whenWords } from './when-words.ts';

type Props = {
  rule: RuleDetail;
  /** `view:acme` */
  scope: string;
  /** `/view/acme` */
  base: string;
  canChange: boolean;
  zone: string;
};

/** A rule that is not changed here, with everything it says: one that is built in or imported, or for who may only look. */
export function RuleView({ rule, scope, base, canChange, zone }: Props) {
  const { definition, samples } = rule;
  const { condition, when } = definition;
  const isSaidBySteps = when.kind === 'sequence' && isAnyStep(condition, when.steps);
  return (
    <div className="grid items-start gap-4 max-md:gap-2 xl:grid-cols-[minmax(0,1fr)_440px]">
      <Panel aria-labelledby="rule-name">
        <div className="grid gap-4 p-4">
          <RuleHead rule={rule} scope={scope} base={base} canChange={canChange} />
          {rule.description && <p className="text-13/5 text-fg-2 wrap-anywhere">{rule.description}</p>}
          {definition.runbook && (
            <Note tone="info">
              <Runbook text={definition.runbook} />
            </Note>
          )}
          {!isSaidBySteps && (
            <Part title="Looks for">
              <ConditionTree condition={condition} />
            </Part>
          )}
          <Part title="Fires">
            <p className="text-13/5 text-fg-2 wrap-anywhere">{whenWords(when)}.</p>
            {when.kind === 'sequence' && <Steps steps={when.steps} />}
          </Part>
          {definition.exclusions.length > 0 && (
            <Part title="Leaves out">
              <ul className="grid gap-2 text-13/5">
                {Object.entries(definition.exclusions).map(([place, { reason, condition }]) => (
                  <li key={place}>
                    {reason}
                    <ConditionTree condition={condition} />
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {rule.ruleId !== null && (
            <p className="text-13/5">
              <Link href={`${base}/alerts/exclusions?rule=${rule.ruleId}&show=all`} className="link">
                All that is excluded from it, and what that hid
              </Link>
            </p>
          )}
          <KvList entries={factsOf(rule)} />
        </div>
      </Panel>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 max-md:gap-2">
        {canChange && (
          <TryPanel scope={scope} base={base} zone={zone} definition={definition} onKeep={null} />
        )}
        {samples.length > 0 && <RuleSamples samples={samples} />}
      </div>
    </div>
  );
}

/** What it is called, and what may be done with it. */
function RuleHead({ rule, scope, base, canChange }: Omit<Props, 'zone'>) {
  return (
    <header className="flex flex-wrap items-center gap-2">
      <SeverityBadge severity={rule.severity} />
      <h2 id="rule-name" className="text-16 font-semibold">
        {rule.name}
      </h2>
      <Badge>{originWords(rule)}</Badge>
      <span className="ml-auto flex flex-wrap items-center gap-2">
        {canChange ? (
          <>
            <span className="w-28">
              <RuleModeSelect ruleKey={rule.key} name={rule.name} mode={rule.mode} scope={scope} />
            </span>
            <Button asChild size="form">
              <Link href={`${base}/alerts/rules/new?${new URLSearchParams({ copy: rule.key })}`}>
                <Copy aria-hidden />
                Copy as own rule
              </Link>
            </Button>
          </>
        ) : (
          <Badge>{MODE_WORDS[rule.mode]}</Badge>
        )}
      </span>
    </header>
  );
}

function Steps({ steps }: { steps: readonly SequenceStep[] }) {
  return (
    <ol className="mt-2 grid gap-2">
      {Object.entries(steps).map(([place, { name, condition }]) => (
        <li key={place}>
          <p className="text-13/5">{name}</p>
          <ConditionTree condition={condition} />
        </li>
      ))}
    </ol>
  );
}

function RuleSamples({ samples }: Pick<RuleDetail, 'samples'>) {
  return (
    <Panel aria-labelledby="rule-samples">
      <PanelHeader id="rule-samples" title="Samples" note="records that it is tested with" />
      <ul className="divide-y divide-line">
        {Object.entries(samples).map(([place, { expects, records }]) => (
          <li
            key={place}
            className="grid grid-cols-[104px_minmax(0,1fr)] items-baseline gap-2 px-4 py-2 text-13/5"
          >
            <span className="text-fg-3">{EXPECTED_WORDS[expects]}</span>
            <SampleRecords records={records} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function factsOf({ definition, channels }: RuleDetail) {
  const { groupBy, quietMinutes, techniques, references, origin } = definition;
  const facts = [
    { key: 'Group by', value: groupBy.length > 0 ? groupBy.map(fieldName).join(', ') : 'Account' },
    { key: 'Quiet time', value: formatDuration(quietMinutes * 60_000) },
    { key: 'MITRE', value: techniques.length > 0 ? techniques.join(', ') : 'none named' },
    { key: 'Tells', value: channels.length > 0 ? channels.join(', ') : 'nobody' },
  ];
  const more = [
    { key: 'Author', value: origin?.author },
    { key: 'Sigma id', value: origin?.id },
    { key: 'Not news', value: origin?.falsePositives.join('; ') },
  ].flatMap(({ key, value }) => (value ? [{ key, value }] : []));
  const links = references.map((reference) => (
    <span key={reference} className="block">
      {/^https?:\/\//.test(reference) ? (
        <a href={reference} className="link" rel="noreferrer" target="_blank">
          {reference}
        </a>
      ) : (
        reference
      )}
    </span>
  ));
  return [...facts, ...more, ...(links.length > 0 ? [{ key: 'See also', value: links }] : [])];
}

function originWords({ family, imported }: RuleDetail): string {
  if (family !== 'own') return 'Built in';
  return imported ? 'Imported' : 'Own';
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-13 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
