'use client';
import { useRef } from 'react';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import type { Choices } from '#lib/users/queries/find-choices.ts';

/** Picks people, views or accounts from what the server finds for the letters typed. */
export function ChoicePicker(props: {
  label: string;
  noun: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  load: (q: string) => Promise<Choices>;
}) {
  // What was found before keeps its name when the list shows something else.
  const names = useRef(new Map<string, string>());
  const load = async (q: string) => {
    const found = await props.load(q);
    for (const { value, label } of found.options) names.current.set(value, label);
    return found;
  };
  return (
    <MultiSelect
      label={props.label}
      noun={props.noun}
      values={props.values}
      onChange={props.onChange}
      load={load}
      labelOf={(value) => names.current.get(value)?.split(' · ')[0] ?? value}
      allowTyped={false}
      placeholder="Choose"
      nothing={`No ${props.noun} found.`}
    />
  );
}
