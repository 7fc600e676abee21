'use client';
import { type ComponentProps, useActionState, useCallback, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { addExclusionAction } from '#lib/alerts/exclusions/actions.ts';
import type { ExclusionRight } from '#lib/alerts/exclusions/manages-place.ts';
import type { RuleChoice } from '#lib/alerts/exclusions/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { ListedChoice } from '../listed-choice.tsx';
import {
  type ConditionRows,
  newRow,
  partsOfRows,
  rowFault,
  rowsOfCondition,
} from '../workbench/condition-rows.ts';
import { suggestedFields } from '../workbench/field-suggestions.ts';
import { RowEditor } from '../workbench/row-editor.tsx';
import { LastDayField, ReasonField } from './exclusion-fields.tsx';
import { ruleWords, submitWords } from './exclusion-words.ts';
import { PreviewLine } from './preview-line.tsx';

/** Rules of which the person may exclude something, or may ask that it be. */
export type OpenRule = RuleChoice & { right: ExclusionRight };

type Props = {
  /** The scope as `view:acme`. */
  place: string;
  rules: readonly OpenRule[];
  /** The rule that is chosen to begin with. */
  ruleId: number | null;
  /** Those of the scope, where it has several. */
  accounts: readonly { value: string; label: string }[];
};

/** Opens the form of an exclusion that no finding gave reason for, or of the request for one. */
export function NewExclusion(props: Props) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const asks = props.rules.every(({ right }) => right === 'ask');
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {asks ? 'Ask for exclusion' : 'New exclusion'}
      </Button>
      {open && <NewExclusionDialog {...props} onClose={close} />}
    </>
  );
}

const ALL = 'all';
const FIELDS = suggestedFields([]);

function NewExclusionDialog({ place, rules, accounts, onClose, ...props }: Props & { onClose: () => void }) {
  const [state, action, busy] = useActionState<FormState, FormData>(addExclusionAction, {});
  const [ruleId, setRuleId] = useState(props.ruleId === null ? null : String(props.ruleId));
  const [what, setWhat] = useState<ConditionRows>(() => ({ ...rowsOfCondition(null), rows: [newRow()] }));
  const [account, setAccount] = useState(ALL);
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  const rule = rules.find((known) => String(known.ruleId) === ruleId);
  const parts = what.rows.some(rowFault) ? [] : partsOfRows(what);
  const condition = parts.length === 0 ? null : { all: parts };
  // A rule of an account holds there; from an account one excludes there alone.
  const inView = place.startsWith('view:') && rule?.scope.kind === 'view' && accounts.length > 0;
  const accountId = inView && account !== ALL ? account : null;
  return (
    <FormDialog
      title={rule?.right === 'ask' ? 'Ask for an exclusion' : 'New exclusion'}
      description={descriptionOf(rule)}
      form={{ state, action, busy: busy || !rule || condition === null }}
      submit={submitWords(rule?.right ?? 'decide', busy)}
      onClose={onClose}
      className="w-[720px]"
    >
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="ruleId" value={ruleId ?? ''} />
      <input type="hidden" name="condition" value={condition === null ? '' : JSON.stringify(condition)} />
      {accountId !== null && <input type="hidden" name="accountId" value={accountId} />}
      <ListedChoice
        label="Rule"
        placeholder="Choose"
        size="form"
        options={rules.map((known) => ({ value: String(known.ruleId), label: ruleWords(known, place) }))}
        values={ruleId === null ? [] : [ruleId]}
        // One at a time: the last that was ticked.
        onChange={(ids) => setRuleId(ids.at(-1) ?? null)}
      />
      <fieldset className="grid min-w-0 gap-1.5 text-13">
        <legend className="mb-1 text-fg-2">Leave out events where</legend>
        <RowEditor value={what} onChange={setWhat} suggestions={FIELDS} strict={false} />
        <PreviewLine
          place={place}
          idle="Choose a rule, and say what the events have in common."
          request={rule && condition ? { ruleId: rule.ruleId, condition, accountId } : null}
        />
      </fieldset>
      {inView && (
        <Choice
          label="Where"
          value={account}
          options={[{ value: ALL, label: `All accounts of ${rule.scope.name}` }, ...accounts]}
          onChange={setAccount}
        />
      )}
      <ReasonField state={state} />
      <LastDayField state={state} hint="Afterwards they are found again." />
    </FormDialog>
  );
}

function Choice(props: Pick<ComponentProps<typeof Select>, 'label' | 'value' | 'options' | 'onChange'>) {
  return (
    <Field label={props.label} layout="over">
      {({ id }) => <Select {...props} id={id} size="form" />}
    </Field>
  );
}

function descriptionOf(rule: OpenRule | undefined): string {
  if (rule?.right === 'ask')
    return `Whoever manages ${rule.scope.name} decides. It would hold in this account alone.`;
  return 'Events that the rule matches are no longer found where this holds of them. What was found stays.';
}
