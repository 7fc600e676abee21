'use client';
import { useMemo } from 'react';
import { Field } from '#components/ui/field.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { parseAccounts } from '#lib/policies/parse-accounts.ts';

/** Where account numbers are pasted, in whatever form they come. */
export function AccountsField(props: {
  value: string;
  error: string | undefined;
  /** The list is too long for the address. */
  kept: boolean;
  onChange: (text: string) => void;
}) {
  const { accounts } = useMemo(() => parseAccounts(props.value), [props.value]);
  const found = `${formatCount(accounts.length)} found.`;
  return (
    <Field
      layout="over"
      label="Member accounts"
      error={props.error}
      hint={
        <>
          With or without dashes, one a line, from a table, as JSON: only the numbers are taken.{' '}
          {accounts.length > 0 && <span className="tabular-nums text-fg-2">{found}</span>}
          {props.kept && ' Too many for the address of this page: the list is kept in this browser alone.'}
        </>
      }
    >
      {(control) => (
        <textarea
          rows={5}
          spellCheck={false}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          placeholder={'1111-2222-3333\n444455556666'}
          className="mono block w-full resize-y rounded-control border border-line-strong bg-surface px-2 py-1.5 leading-[18px] outline-none focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-[invalid=true]:border-bad max-md:text-16"
          {...control}
        />
      )}
    </Field>
  );
}
