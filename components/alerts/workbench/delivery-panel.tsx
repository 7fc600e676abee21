'use client';
import Link from 'next/link';
import { Checkbox, RadioList } from '#components/ui/choices.tsx';
import { FieldGroup } from '#components/ui/field.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';

const MODES: { value: RuleMode; label: string }[] = [
  { value: 'silent', label: 'Silent: finds, and tells nobody' },
  { value: 'live', label: 'Live: finds and tells' },
  { value: 'off', label: 'Off: looks at nothing' },
];

/** Whether the rule is on, and whom it tells. */
export function DeliveryPanel(props: {
  mode: RuleMode;
  onMode: (mode: RuleMode) => void;
  told: readonly number[];
  onTold: (told: number[]) => void;
  channels: readonly { id: number; name: string }[];
  channelsHref: string;
}) {
  const { told, channels } = props;
  return (
    <Panel aria-labelledby="rule-delivery">
      <PanelHeader id="rule-delivery" title="Tells" />
      <div className="grid gap-4 p-4">
        <FieldGroup label="State">
          <RadioList
            label="State"
            value={props.mode}
            options={MODES}
            onChange={props.onMode}
            className="md:pt-1"
          />
        </FieldGroup>
        <FieldGroup label="Channels" hint="Silent rules tell nobody, whatever is ticked here.">
          {channels.length === 0 ? (
            <p className="py-1.5 text-fg-2">
              There is no channel yet.{' '}
              <Link href={props.channelsHref} className="link underline">
                Add a channel
              </Link>
            </p>
          ) : (
            <div className="grid justify-items-start gap-1 md:pt-1">
              {channels.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={told.includes(id)}
                  onChange={(on) => props.onTold(on ? [...told, id] : told.filter((other) => other !== id))}
                />
              ))}
            </div>
          )}
        </FieldGroup>
      </div>
    </Panel>
  );
}
