'use client';
import { useActionState, useCallback, useEffect, useState } from 'react';
import { AskFirst } from '#components/admin/ask-first.tsx';
import { Button } from '#components/ui/button.tsx';
import { Switch } from '#components/ui/choices.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { useAct } from '#components/ui/use-act.ts';
import {
  changeExclusionAction,
  endExclusionAction,
  restoreExclusionAction,
} from '#lib/alerts/exclusions/actions.ts';
import type { ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { AnswerRequest } from './answer-request.tsx';
import { LastDayField } from './exclusion-fields.tsx';

type Props = { exclusion: ExclusionRow; place: string };

/** What the person may do with an exclusion that somebody made or asked for. `place` is the scope, `view:acme`. */
export function ExclusionActions({ exclusion, place }: Props) {
  const { id, state, words, mayChange, mayTakeBack } = exclusion;
  const end = () => endExclusionAction(place, id);
  if (state === 'asked') {
    if (mayChange) return <AnswerRequest exclusion={exclusion} place={place} />;
    if (!mayTakeBack) return null;
    return (
      <AskFirst
        button="Take back"
        label={`Take back the request: ${words}`}
        size="small"
        className="max-md:h-11"
        title="Take the request back?"
        confirm="Take back"
        action={end}
      >
        Nobody has to answer it any more.
      </AskFirst>
    );
  }
  if (!mayChange && !mayTakeBack) return null;
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      {mayChange && <ChangeEnd exclusion={exclusion} place={place} />}
      <AskFirst
        button="End"
        label={`End the exclusion: ${words}`}
        size="small"
        variant="danger"
        className="max-md:h-11"
        title="End this exclusion?"
        confirm="End"
        action={end}
      >
        What it would hide is found again from now on. What it hid so far stays out.
      </AskFirst>
    </span>
  );
}

function ChangeEnd({ exclusion, place }: Props) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <Button
        size="small"
        className="max-md:h-11"
        aria-label={`Change end: ${exclusion.words}`}
        onClick={() => setOpen(true)}
      >
        Change end
      </Button>
      {open && <EndDialog exclusion={exclusion} place={place} onClose={close} />}
    </>
  );
}

function EndDialog({ exclusion, place, onClose }: Props & { onClose: () => void }) {
  const [state, action, busy] = useActionState<FormState, FormData>(changeExclusionAction, {});
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  return (
    <FormDialog
      title="Change the end"
      description={exclusion.words}
      form={{ state, action, busy }}
      submit="Save"
      onClose={onClose}
    >
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="id" value={exclusion.id} />
      <LastDayField
        state={state}
        until={exclusion.until}
        hint="Without one it holds until somebody ends it."
      />
    </FormDialog>
  );
}

/** Switches an exclusion that came with its rule. */
export function OwnExclusionSwitch({ exclusion, place }: Props) {
  const { busy, fault, act } = useAct();
  const { id, state, words } = exclusion;
  return (
    <>
      <Switch
        label={
          <>
            {state === 'off' ? 'Off' : 'On'}
            <span className="sr-only">: {words}</span>
          </>
        }
        checked={state !== 'off'}
        disabled={busy}
        onChange={(on) => act(() => (on ? restoreExclusionAction(place, id) : endExclusionAction(place, id)))}
      />
      {fault && (
        <span role="alert" className="text-12 text-bad">
          {fault}
        </span>
      )}
    </>
  );
}
