'use client';
import '../zod-without-eval.ts';
import Link from 'next/link';
import { useMemo } from 'react';
import type { ScopeRef } from '#components/events/event-questions.ts';
import { BottomBar } from '#components/layout/bottom-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { Note } from '#components/ui/note.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { faultWords } from '#components/ui/use-act.ts';
import { AboutPanel } from './about-panel.tsx';
import { ConditionPanel } from './condition-panel.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { ExclusionsPanel } from './exclusions-panel.tsx';
import { suggestedFields } from './field-suggestions.ts';
import { JsonPanel } from './json-panel.tsx';
import { SamplesPanel } from './samples-panel.tsx';
import { TryPanel } from './try-panel.tsx';
import { type RuleStart, useWorkbench } from './use-workbench.ts';
import { WhenPanel } from './when-panel.tsx';

const DAY_MS = 86_400_000;

export type WorkbenchProps = {
  scope: ScopeRef;
  /** `/view/acme` */
  base: string;
  /** Null for a new rule. */
  ruleKey: string | null;
  start: RuleStart;
  /** When the stored rule was changed, ISO; null for a new one. */
  changedAt: string | null;
  channels: readonly { id: number; name: string }[];
  accountNames: Readonly<Record<string, string>>;
  /** The server's clock, ISO. */
  now: string;
  zone: string;
};

/** Makes or changes a rule: the form or its text at the left, what it would find and its samples at the right. */
export function Workbench(props: WorkbenchProps) {
  const { scope, base, ruleKey, now, zone } = props;
  const period = useMemo(() => ({ from: new Date(Date.parse(now) - 30 * DAY_MS), to: new Date(now) }), [now]);
  const bench = useWorkbench({ ...props, period, ruleHref: (key) => `${base}/alerts/rules/${key}` });
  const suggestions = useMemo(() => suggestedFields(bench.samples), [bench.samples]);
  const part = { draft: bench.draft, onChange: bench.change, faultOf: bench.faultOf };
  const events = { scope, accountNames: props.accountNames, suggestions, strict: bench.strict };
  const cancel = <Link href={`${base}/alerts/rules`}>Cancel</Link>;
  const saveWords = bench.busy ? 'Saving…' : ruleKey === null ? 'Save rule' : 'Save changes';
  return (
    <>
      <LeaveGuard changed={bench.changed}>What you changed in this rule is not saved.</LeaveGuard>
      <div className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
        <ViewChoice bench={bench} />
        <div className="ml-auto flex gap-2 max-md:hidden">
          <Button asChild>{cancel}</Button>
          <Button variant="primary" disabled={bench.busy} onClick={bench.save}>
            {saveWords}
          </Button>
        </div>
      </div>
      <Said bench={bench} />
      <div className="grid items-start gap-4 max-md:gap-2 xl:grid-cols-[minmax(0,1fr)_440px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 max-md:gap-2">
          {bench.text === null ? (
            <>
              <AboutPanel {...part} />
              <ConditionPanel {...part} {...events} />
              <WhenPanel {...part} {...events} />
              <ExclusionsPanel {...part} suggestions={suggestions} strict={bench.strict} />
            </>
          ) : (
            <JsonPanel text={bench.text} fault={bench.textFault} onChange={bench.setText} />
          )}
          <DeliveryPanel
            mode={bench.mode}
            onMode={bench.setMode}
            told={bench.told}
            onTold={bench.setTold}
            channels={props.channels}
            channelsHref={`${base}/alerts/channels`}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 max-md:gap-2">
          <TryPanel
            scope={`${scope.kind}:${scope.id}`}
            base={base}
            zone={zone}
            definition={bench.tryable}
            onIncomplete={bench.beStrict}
            onKeep={bench.keep}
          />
          <SamplesPanel samples={bench.samples} onChange={bench.setSamples} definition={bench.definition} />
        </div>
      </div>
      <BottomBar>
        <Button asChild size="touch">
          {cancel}
        </Button>
        <Button variant="primary" size="touch" disabled={bench.busy} onClick={bench.save}>
          {saveWords}
        </Button>
      </BottomBar>
    </>
  );
}

type Bench = ReturnType<typeof useWorkbench>;

/** The rule in the form or as text, the same rule. */
function ViewChoice({ bench }: { bench: Bench }) {
  return (
    <Segmented
      label="The rule as"
      value={bench.text === null ? 'form' : 'json'}
      options={[
        { value: 'form', label: 'Form', disabled: bench.text !== null && bench.definition === null },
        { value: 'json', label: 'JSON' },
      ]}
      onChange={(view) => (view === 'json' ? bench.showText() : bench.showForm())}
    />
  );
}

/** What came of saving, or why the rule is none yet. */
function Said({ bench }: { bench: Bench }) {
  const refused = faultWords(bench.answer);
  if (bench.hasFaults)
    return (
      <Note tone="bad" role="alert">
        This is no rule yet: what is missing is marked below.
      </Note>
    );
  if (refused)
    return (
      <Note tone="bad" role="alert">
        {refused}
      </Note>
    );
  if (bench.answer.done && !bench.changed)
    return (
      <Note tone="ok" role="status">
        Saved. The rule looks at events from the next ones on that are collected.
      </Note>
    );
  return null;
}
