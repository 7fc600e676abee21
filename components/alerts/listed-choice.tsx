'use client';
import { MultiSelect } from '#components/ui/multi-select.tsx';
import { optionsIn } from '#components/ui/options-in.ts';

export type Choice = { value: string; label: string };

/** Chooses from all that a list has to offer, with a search over it. In a form (`size="form"`) it is as wide as the fields. */
export function ListedChoice(props: {
  label: string;
  options: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  placeholder?: string;
  size?: 'toolbar' | 'form';
}) {
  const { size = 'toolbar', ...rest } = props;
  const { options, label } = rest;
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return (
    <MultiSelect
      {...rest}
      wide
      className={size === 'form' ? 'flex h-8 w-full' : 'max-md:h-9'}
      load={optionsIn(options)}
      labelOf={(value) => labels.get(value) ?? value}
      allowTyped={false}
      nothing={`No ${label.toLowerCase()} is called that.`}
    />
  );
}
