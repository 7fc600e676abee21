'use client';
import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { type Draft, newExclusion } from './draft.ts';
import type { PartProps } from './part-props.ts';
import { RowEditor } from './row-editor.tsx';

/** What the rule leaves out although it matches, each with its reason. */
export function ExclusionsPanel(props: PartProps & { suggestions: readonly string[]; strict: boolean }) {
  const { draft, onChange, faultOf } = props;
  const { exclusions } = draft;
  const set = (changed: Draft['exclusions']) => onChange({ exclusions: changed });
  return (
    <Panel aria-labelledby="rule-exclusions">
      <PanelHeader id="rule-exclusions" title="Leaves out" note="matching events that are no news" />
      <div className="grid gap-4 p-4">
        {exclusions.map((exclusion, at) => {
          const change = (to: Partial<typeof exclusion>) =>
            set(exclusions.map((other) => (other.id === exclusion.id ? { ...other, ...to } : other)));
          return (
            <fieldset key={exclusion.id} className="grid gap-3 border-b border-line pb-4">
              <legend className="sr-only">Exclusion {at + 1}</legend>
              <Field label="Reason" layout="over" error={faultOf(`exclusions.${at}.reason`)}>
                {(control) => (
                  <div className="flex gap-2">
                    <Textarea
                      {...control}
                      value={exclusion.reason}
                      onChange={(event) => change({ reason: event.currentTarget.value })}
                    />
                    <Button
                      size="form"
                      aria-label={`Remove exclusion ${at + 1}`}
                      onClick={() => set(exclusions.filter(({ id }) => id !== exclusion.id))}
                    >
                      Remove
                    </Button>
                  </div>
                )}
              </Field>
              <RowEditor
                value={exclusion.condition}
                onChange={(condition) => change({ condition })}
                suggestions={props.suggestions}
                strict={props.strict}
              />
              {faultOf(`exclusions.${at}.condition`) && exclusion.condition.rows.length === 0 && (
                <p className="text-12 text-bad">Say which events it leaves out.</p>
              )}
            </fieldset>
          );
        })}
        <Button
          className="justify-self-start max-md:h-11"
          onClick={() => set([...exclusions, newExclusion()])}
        >
          <Plus aria-hidden />
          Leave something out
        </Button>
      </div>
    </Panel>
  );
}
