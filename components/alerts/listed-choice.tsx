'use client';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import { optionsIn } from '#components/ui/options-in.ts';

export type Choice = { value: string; label: string };

/** Chooses from all that a list has to offer, with a search over it. */
export function ListedChoice(props: {
  label: string;
  options: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  placeholder?: string;
}) {
  const { options, label } = props;
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return (
    <MultiSelect
      {...props}
      load={optionsIn(options)}
      labelOf={(value) => labels.get(value) ?? value}
      allowTyped={false}
      nothing={`No ${label.toLowerCase()} is called that.`}
    />
  );
}
