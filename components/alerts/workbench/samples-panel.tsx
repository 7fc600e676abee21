'use client';
import { CircleAlert, CircleCheck, Plus } from 'lucide-react';
import { useState } from 'react';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { faultWords } from '#components/ui/use-act.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { checkSamplesAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleSample, SampleState } from '#lib/alerts/scope-rules/rule-samples.ts';
import { type DraftSample, newSample, samplesOfDrafts } from './draft.ts';
import { SampleDialog } from './sample-dialog.tsx';
import { SampleRecords } from './sample-records.tsx';
import { EXPECTED_CHOICES } from './sample-words.ts';

/** One check of many keys that are pressed. */
const PAUSE_MS = 500;

/** Records that are kept with the rule, and whether it does with each what it should. */
export function SamplesPanel(props: {
  samples: readonly DraftSample[];
  onChange: (samples: DraftSample[]) => void;
  /** Null while the form says no rule. */
  definition: RuleDefinition | null;
}) {
  const { samples, onChange, definition } = props;
  const [adding, setAdding] = useState(false);
  const kept = samplesOfDrafts(samples);
  const asked = definition !== null && kept.length > 0 ? JSON.stringify([definition, kept]) : '';
  const { answer } = useAnswer<Awaited<ReturnType<typeof checkSamplesAction>>>(
    asked,
    async () => (definition !== null && asked !== '' ? checkSamplesAction(definition, kept) : {}),
    PAUSE_MS,
  );
  const checked = lastGood(answer);
  const states = asked !== '' && answer.status === 'ready' ? (checked?.states ?? []) : [];
  return (
    <Panel aria-labelledby="rule-samples">
      <PanelHeader id="rule-samples" title="Samples" note="checked on saving">
        <Button onClick={() => setAdding(true)} className="max-md:h-11">
          <Plus aria-hidden />
          Paste a record
        </Button>
      </PanelHeader>
      {checked?.message && (
        <div className="p-4 pb-0">
          <Note tone="bad">{faultWords(checked)}</Note>
        </div>
      )}
      {samples.length === 0 ? (
        <p className="p-4 text-13/5 text-fg-2">
          Records in which the rule must find something, or must not: whoever changes it later is told at once
          when one of them no longer fits. Paste one, or keep a match of a try.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {samples.map((sample, at) => (
            <SampleItem
              key={sample.id}
              sample={sample}
              place={at + 1}
              state={states[at] ?? null}
              onExpect={(expects) =>
                onChange(samples.map((other) => (other.id === sample.id ? { ...other, expects } : other)))
              }
              onRemove={() => onChange(samples.filter(({ id }) => id !== sample.id))}
            />
          ))}
        </ul>
      )}
      {adding && (
        <SampleDialog
          onClose={() => setAdding(false)}
          onAdd={(sample) => onChange([...samples, newSample(sample)])}
        />
      )}
    </Panel>
  );
}

function SampleItem(props: {
  sample: RuleSample;
  place: number;
  state: SampleState | null;
  onExpect: (expects: RuleSample['expects']) => void;
  onRemove: () => void;
}) {
  const { sample, place } = props;
  return (
    <li className="grid gap-2 px-4 py-3 text-13">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label={`Sample ${place}`}
          size="small"
          value={sample.expects}
          options={EXPECTED_CHOICES}
          onChange={props.onExpect}
        />
        <StateMark sample={sample} state={props.state} />
        <Button
          size="small"
          className="ml-auto max-md:h-11"
          aria-label={`Remove sample ${place}`}
          onClick={props.onRemove}
        >
          Remove
        </Button>
      </div>
      <SampleRecords records={sample.records} />
    </li>
  );
}

function StateMark({ sample, state }: { sample: RuleSample; state: SampleState | null }) {
  if (state === null) return null;
  if (state.agrees)
    return (
      <span className="inline-flex items-center gap-1 text-12 text-ok">
        <CircleCheck aria-hidden className="size-3.5" />
        {sample.expects === 'fires' ? 'fires' : 'stays quiet'}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1 text-12 text-bad" title={state.fault ?? undefined}>
      <CircleAlert aria-hidden className="size-3.5" />
      {state.fault ?? (sample.expects === 'fires' ? 'does not fire' : 'fires')}
    </span>
  );
}
