'use client';
import { useActionState, useCallback, useEffect, useState } from 'react';
import { faultOf } from '#components/sources/form-input.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { changeExclusionAction } from '#lib/alerts/exclusions/actions.ts';
import type { ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { LastDayField } from './exclusion-fields.tsx';
import { whereWords } from './exclusion-words.ts';
import { PreviewLine } from './preview-line.tsx';

type Answer = 'granted' | 'refused';
type Props = { exclusion: ExclusionRow; place: string };

/** The two answers to a request. `place` is the scope, `view:acme`. */
export function AnswerRequest({ exclusion, place }: Props) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const close = useCallback(() => setAnswer(null), []);
  return (
    <span className="flex gap-2">
      <Button
        size="small"
        className="max-md:h-11"
        aria-label={`Grant what ${exclusion.owner} asks for`}
        onClick={() => setAnswer('granted')}
      >
        Grant
      </Button>
      <Button
        size="small"
        variant="danger"
        className="max-md:h-11"
        aria-label={`Refuse what ${exclusion.owner} asks for`}
        onClick={() => setAnswer('refused')}
      >
        Refuse
      </Button>
      {answer && <AnswerDialog exclusion={exclusion} place={place} answer={answer} onClose={close} />}
    </span>
  );
}

function AnswerDialog({
  exclusion,
  place,
  answer,
  onClose,
}: Props & { answer: Answer; onClose: () => void }) {
  const [state, action, busy] = useActionState<FormState, FormData>(changeExclusionAction, {});
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  const grants = answer === 'granted';
  return (
    <FormDialog
      title={grants ? 'Grant the exclusion' : 'Refuse the exclusion'}
      description={
        <>
          {exclusion.owner} asks that {exclusion.rule} finds nothing in {whereWords(exclusion)} where{' '}
          <b className="font-medium text-fg wrap-anywhere">{exclusion.words}</b>: {exclusion.reason}
        </>
      }
      form={{ state, action, busy }}
      submit={grants ? 'Grant' : 'Refuse'}
      variant={grants ? 'primary' : 'danger'}
      onClose={onClose}
    >
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="id" value={exclusion.id} />
      <input type="hidden" name="answer" value={answer} />
      <PreviewLine
        place={place}
        request={{
          ruleId: exclusion.ruleId,
          condition: exclusion.condition,
          accountId: exclusion.account?.id ?? null,
        }}
      />
      <Field
        label={grants ? 'Note' : 'Reason'}
        optional={grants}
        layout="over"
        hint={`${exclusion.owner} reads it.`}
        error={faultOf(state, 'reason')}
      >
        {(control) => <Textarea name="reason" defaultValue={state.values?.reason} {...control} />}
      </Field>
      {grants && <LastDayField state={state} until={exclusion.until} />}
    </FormDialog>
  );
}
