'use client';
import { Binoculars } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { MultiSelectList } from '#components/ui/multi-select-list.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { OptionsLoader } from '#components/ui/use-options.ts';
import { pastedValues, tooManyWords } from './pasted-values.ts';

type Way = 'find' | 'paste';

type FinderProps = {
  /** "IAM users": of the button and the dialog. */
  label: string;
  noun: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  load: OptionsLoader;
  /** Whether a search for these fits in an address. */
  fits: (values: readonly string[]) => boolean;
};

/** The binoculars: a dialog to search for values, pick them, or paste a list of them. */
export function ValuesFinder(props: FinderProps) {
  const [open, setOpen] = useState(false);
  const [way, setWay] = useState<Way>('find');
  const { label } = props;
  return (
    <>
      <Button
        square
        size="form"
        aria-label={`Find ${label}`}
        title={`Find ${label}`}
        onClick={() => setOpen(true)}
      >
        <Binoculars aria-hidden />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Find ${label}`}>
        <div className="grid gap-3">
          <Segmented
            label="How to choose"
            value={way}
            options={[
              { value: 'find', label: 'Search and pick' },
              { value: 'paste', label: 'Paste a list' },
            ]}
            onChange={setWay}
            className="justify-self-start"
          />
          <Chosen values={props.values} onChange={props.onChange} />
          {way === 'find' ? (
            <div className="rounded-control border border-line">
              <MultiSelectList
                noun={props.noun}
                values={props.values}
                labelOf={(value) => value}
                allowTyped
                load={props.load}
                onChange={props.onChange}
                onDone={() => setOpen(false)}
              />
            </div>
          ) : (
            <PastedList {...props} onDone={() => setOpen(false)} />
          )}
        </div>
      </Dialog>
    </>
  );
}

function Chosen({ values, onChange }: Pick<FinderProps, 'values' | 'onChange'>) {
  if (values.length === 0) return null;
  return (
    <ul aria-label="Chosen" className="flex max-h-24 flex-wrap gap-1 overflow-y-auto">
      {values.map((value) => (
        <li key={value} className="min-w-0">
          <Chip label={value} onRemove={() => onChange(values.filter((other) => other !== value))} />
        </li>
      ))}
    </ul>
  );
}

function PastedList({ values, onChange, noun, fits, onDone }: FinderProps & { onDone: () => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const pasted = pastedValues(text);
  const all = [...new Set([...values, ...pasted])];
  const tooMany = tooManyWords(all, fits);
  const take = () => {
    onChange(all);
    onDone();
  };
  return (
    <div className="grid gap-2 text-13">
      <label htmlFor={id} className="text-fg-2">
        One {noun} a line, or separated by spaces, commas or semicolons
      </label>
      <textarea
        id={id}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
        aria-describedby={`${id}-count`}
        className="mono w-full resize-y rounded-control border border-line-strong bg-surface p-2 text-12 max-md:text-16"
      />
      <div className="flex items-center gap-2">
        <span
          id={`${id}-count`}
          aria-live="polite"
          className={tooMany ? 'flex-1 text-bad' : 'flex-1 text-fg-3'}
        >
          {tooMany ?? `${pasted.length} in the list, ${all.length - values.length} of them new`}
        </span>
        <Button variant="primary" disabled={pasted.length === 0 || tooMany !== null} onClick={take}>
          Take the list
        </Button>
      </div>
    </div>
  );
}
