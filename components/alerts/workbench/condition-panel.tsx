'use client';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EventsEditor } from './events-editor.tsx';
import type { EventsProps, PartProps } from './part-props.ts';

/** Which events the rule looks for. */
export function ConditionPanel({ draft, onChange, faultOf, ...events }: PartProps & EventsProps) {
  const fault = faultOf('condition');
  return (
    <Panel aria-labelledby="rule-condition">
      <PanelHeader
        id="rule-condition"
        title="Looks for"
        note={
          draft.when.kind === 'sequence'
            ? 'what every step must meet besides; may stay empty'
            : 'events that meet all of this; counts are of the last 30 days'
        }
      />
      <div className="grid gap-4 p-4">
        {fault && (
          <Note tone="bad" role="alert">
            {fault}
          </Note>
        )}
        <EventsEditor {...events} value={draft} onChange={onChange} />
      </div>
    </Panel>
  );
}
