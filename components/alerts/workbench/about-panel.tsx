'use client';
import { SEVERITY_WORDS } from '#components/alerts/severity-badge.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Select } from '#components/ui/select.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { SEVERITIES } from '#lib/alerts/rule-model.ts';
import type { PartProps } from './part-props.ts';

/** What the rule is called, how bad it is, and what whoever reads a finding must know. */
export function AboutPanel({ draft, onChange, faultOf }: PartProps) {
  return (
    <Panel aria-labelledby="rule-about">
      <PanelHeader id="rule-about" title="About" />
      <div className="grid gap-4 p-4">
        <Field label="Name" error={faultOf('name')}>
          {(control) => (
            <Input
              {...control}
              size="form"
              value={draft.name}
              onChange={(event) => onChange({ name: event.currentTarget.value })}
              placeholder="What has happened when it fires"
            />
          )}
        </Field>
        <Field label="Severity">
          {({ id }) => (
            <div className="w-44 max-md:w-full">
              <Select
                id={id}
                label="Severity"
                size="form"
                value={draft.severity}
                options={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
                onChange={(severity) => onChange({ severity })}
              />
            </div>
          )}
        </Field>
        <Field label="Description" optional error={faultOf('description')}>
          {(control) => (
            <Textarea
              {...control}
              value={draft.description}
              onChange={(event) => onChange({ description: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field
          label="What to do"
          optional
          error={faultOf('runbook')}
          hint="Stands in each finding. Number the steps: 1. Ask … 2. Revoke …"
        >
          {(control) => (
            <Textarea
              {...control}
              value={draft.runbook}
              onChange={(event) => onChange({ runbook: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label="ATT&CK techniques" optional error={faultOf('techniques')}>
          {(control) => (
            <Input
              {...control}
              size="form"
              placeholder="T1562.008, T1078"
              value={draft.techniques}
              onChange={(event) => onChange({ techniques: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </Panel>
  );
}
