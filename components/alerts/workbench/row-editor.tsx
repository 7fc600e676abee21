'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { VERBS } from '#lib/alerts/condition-words.ts';
import type { Operator } from '#lib/alerts/rule-model.ts';
import {
  type ConditionRow,
  type ConditionRows,
  newRow,
  ROW_CHOICES,
  rowFault,
  textOfValues,
  valuesOfText,
} from './condition-rows.ts';
import { ConditionTree } from './condition-tree.tsx';
import { FieldInput } from './row-fields.tsx';

type Props = {
  value: ConditionRows;
  onChange: (value: ConditionRows) => void;
  suggestions: readonly string[];
  /** Whether rows that are not whole say so. */
  strict: boolean;
};

/** Tests of single fields of the record, and the parts of the condition that no row can show. */
export function RowEditor(props: Props) {
  const { value, onChange } = props;
  const { rows, kept } = value;
  const change = (id: number, to: Partial<ConditionRow>) =>
    onChange({ ...value, rows: rows.map((row) => (row.id === id ? { ...row, ...to } : row)) });
  return (
    <div className="grid gap-2">
      {rows.length > 1 && (
        <Segmented
          label="Which of these fields"
          size="small"
          className="justify-self-start"
          value={value.match}
          options={[
            { value: 'all', label: 'All of these' },
            { value: 'any', label: 'Any of these' },
          ]}
          onChange={(match) => onChange({ ...value, match })}
        />
      )}
      {rows.map((row, at) => (
        <Row
          key={row.id}
          row={row}
          place={at + 1}
          suggestions={props.suggestions}
          fault={props.strict ? rowFault(row) : undefined}
          onChange={(to) => change(row.id, to)}
          onRemove={() => onChange({ ...value, rows: rows.filter(({ id }) => id !== row.id) })}
        />
      ))}
      {kept.map((part, at) => (
        <div
          key={JSON.stringify(part)}
          className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-control border border-line bg-surface-2 p-3"
        >
          <div className="flex flex-wrap items-center gap-2 text-12 text-fg-3">
            And this, which the form has no controls for. It is changed under JSON.
            <Button
              size="small"
              className="ml-auto max-md:h-11"
              onClick={() => onChange({ ...value, kept: kept.filter((_, other) => other !== at) })}
            >
              Remove
            </Button>
          </div>
          <ConditionTree condition={part} />
        </div>
      ))}
      <Button
        className="justify-self-start max-md:h-11"
        onClick={() => onChange({ ...value, rows: [...rows, newRow()] })}
      >
        <Plus aria-hidden />
        Add a field
      </Button>
    </div>
  );
}

function Row(props: {
  row: ConditionRow;
  place: number;
  suggestions: readonly string[];
  fault: string | undefined;
  onChange: (to: Partial<ConditionRow>) => void;
  onRemove: () => void;
}) {
  const { row, place, fault, onChange } = props;
  return (
    <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,5fr)_32px] items-start gap-2 max-md:grid-cols-[minmax(0,1fr)_44px] max-md:rounded-control max-md:border max-md:border-line max-md:p-2">
      <FieldInput
        aria-label={`Field ${place}`}
        aria-invalid={fault !== undefined && row.field.trim() === ''}
        value={row.field}
        suggestions={props.suggestions}
        onChange={(field) => onChange({ field })}
      />
      <div className="max-md:order-3 max-md:col-span-2">
        <Select
          label={`Comparison ${place}`}
          size="form"
          value={choiceOf(row)}
          options={CHOICES}
          onChange={(choice) => onChange(chosen(choice))}
        />
      </div>
      {row.op === 'exists' ? (
        <span className="max-md:hidden" />
      ) : (
        <Textarea
          aria-label={`Values ${place}`}
          aria-invalid={fault !== undefined && row.field.trim() !== ''}
          className="max-md:order-4 max-md:col-span-2"
          mono
          placeholder="one a line"
          value={textOfValues(row.values)}
          onChange={(event) => onChange({ values: valuesOfText(event.currentTarget.value) })}
        />
      )}
      <Button
        variant="ghost"
        size="form"
        square
        className="max-md:order-2"
        aria-label={`Remove field ${place}`}
        onClick={props.onRemove}
      >
        <X aria-hidden />
      </Button>
      {fault && <p className="order-5 col-span-full text-12 text-bad">{fault}</p>}
    </div>
  );
}

/** What an operator takes, where its verb does not say. */
const TAKES: Partial<Record<Operator, string>> = {
  wildcard: ' (* and ?)',
  regex: ' (regular expression)',
  cidr: ' (address range)',
  equalsField: ' (field)',
  containsField: ' (field)',
  belongsToField: ' (field with an account)',
};

function choiceOf({ op, negated }: Pick<ConditionRow, 'op' | 'negated'>): string {
  return negated ? `not ${op}` : op;
}

const CHOICES = ROW_CHOICES.map((choice) => ({
  value: choiceOf(choice),
  label: `${VERBS[choice.op][choice.negated ? 1 : 0]}${TAKES[choice.op] ?? ''}`,
}));

function chosen(value: string): Pick<ConditionRow, 'op' | 'negated'> {
  return ROW_CHOICES.find((choice) => choiceOf(choice) === value) ?? { op: 'equals', negated: false };
}
