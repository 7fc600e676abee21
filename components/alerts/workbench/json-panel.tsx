'use client';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import type { TextFault } from './rule-text.ts';

/** The whole rule as text, with the place of what is wrong in it. */
export function JsonPanel(props: {
  text: string;
  fault: TextFault | null;
  onChange: (text: string) => void;
}) {
  const { text, fault } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = (offset: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset + 1);
  };
  return (
    <Panel aria-labelledby="rule-json">
      <PanelHeader
        id="rule-json"
        title="The rule as JSON"
        note="as the API takes it: nested conditions, parts of records"
      />
      <div className="grid gap-3 p-4">
        <Textarea
          ref={area}
          aria-label="The rule as JSON"
          aria-invalid={fault !== null}
          aria-describedby={fault ? 'rule-json-fault' : undefined}
          mono
          className="max-h-[70vh] min-h-[420px]"
          value={text}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
        {fault && (
          <Note
            tone="bad"
            role="status"
            action={
              <Button size="small" className="max-md:h-11" onClick={() => goTo(fault.place.offset)}>
                Go there
              </Button>
            }
          >
            <span id="rule-json-fault">
              Line {fault.place.line}, column {fault.place.column}: {fault.message}
            </span>
          </Note>
        )}
      </div>
    </Panel>
  );
}
