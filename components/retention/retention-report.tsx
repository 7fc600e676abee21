'use client';
import { useActionState, useId, useState } from 'react';
import { TextField } from '#components/auth/text-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { setRetentionAction } from '#lib/retention/actions.ts';
import { type Retention, retentionForm, type StoredWeek } from '#lib/retention/schema.ts';
import { weeksToDelete } from '#lib/retention/weeks-to-delete.ts';
import { ConfirmDeletion } from './confirm-deletion.tsx';
import { totalWords } from './total-words.ts';
import { WeeksTable } from './weeks-table.tsx';

/** How long things are kept, and what is stored; what another number would delete is shown while it is typed. */
export function RetentionReport(props: { retention: Retention; weeks: StoredWeek[]; now: string }) {
  const { retention, weeks } = props;
  const formId = useId();
  const [state, action, busy] = useActionState(setRetentionAction, {});
  const [typed, setTyped] = useState({
    eventDays: String(retention.eventDays ?? ''),
    auditDays: String(retention.auditDays ?? ''),
  });
  const parsed = retentionForm.safeParse(typed);
  const eventDays = parsed.success ? parsed.data.eventDays : retention.eventDays;
  const going = weeksToDelete(weeks, eventDays, new Date(props.now));
  const input = (name: keyof typeof typed) => ({
    frameClassName: 'max-w-44',
    inputMode: 'numeric' as const,
    placeholder: 'for ever',
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Panel aria-labelledby="kept">
        <PanelHeader id="kept" title="How long things are kept" />
        <form id={formId} action={action} className="grid max-w-[640px] gap-4 p-4" noValidate>
          {going.length === 0 && <Refusal state={state} />}
          {state.done && (
            <Note tone="ok" role="status">
              Saved. A worker deletes what is too old, now and each night.
            </Note>
          )}
          <TextField
            state={state}
            name="eventDays"
            label="Days that events are kept"
            optional
            hint="With their log objects, byte for byte, and the sums over them. Whole weeks go, once their last day is too old. Findings of alerts stay. Nothing here deletes from a bucket."
            input={input('eventDays')}
          />
          <TextField
            state={state}
            name="auditDays"
            label="Days that the audit log is kept"
            optional
            hint="A year at least. Nobody can delete a line that is younger."
            input={input('auditDays')}
          />
          <div className="flex flex-wrap items-center gap-3">
            {going.length > 0 && parsed.success ? (
              <ConfirmDeletion
                key={state.done ? 'saved' : 'open'}
                weeks={going}
                days={eventDays ?? 0}
                formId={formId}
                state={state}
                busy={busy}
              />
            ) : (
              <Button type="submit" variant="primary" size="form" disabled={busy}>
                {busy ? 'Saving' : 'Save'}
              </Button>
            )}
          </div>
        </form>
      </Panel>
      <Panel aria-labelledby="stored">
        <PanelHeader id="stored" title="What is stored" note={totalWords(weeks)} />
        {weeks.length === 0 ? (
          <EmptyState title="Nothing yet">What is collected is counted here, week by week.</EmptyState>
        ) : (
          <WeeksTable weeks={weeks} going={new Set(going.map(({ week }) => week))} />
        )}
      </Panel>
    </>
  );
}
