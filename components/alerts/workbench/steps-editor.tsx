'use client';
import { ArrowDown, ArrowUp, type LucideIcon, Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { type DraftSequence, type DraftStep, newStep } from './draft-steps.ts';
import { EventsEditor } from './events-editor.tsx';
import type { EventsProps, PartProps } from './part-props.ts';
import { NumberInput } from './row-fields.tsx';

/** As the schema of a rule has it. */
const FEWEST = 2;
const MOST = 10;

/** The steps of a sequence, each with the events that it is made of. */
export function StepsEditor(
  props: EventsProps &
    Pick<PartProps, 'draft' | 'faultOf'> & {
      when: DraftSequence;
      onChange: (when: DraftSequence) => void;
    },
) {
  const { draft, faultOf, when, onChange, ...events } = props;
  const { steps } = when;
  const set = (changed: DraftStep[]) => onChange({ ...when, steps: changed });
  return (
    <div className="grid gap-3">
      {steps.map((step, at) => (
        <StepEditor
          key={step.id}
          {...events}
          step={step}
          place={at + 1}
          last={steps.length}
          faultOf={(field) => faultOf(`when.steps.${at}.${field}`)}
          onChange={(to) => set(steps.map((other) => (other.id === step.id ? { ...other, ...to } : other)))}
          onMove={(by) => set(moved(steps, at, at + by))}
          onRemove={() => set(steps.filter(({ id }) => id !== step.id))}
        />
      ))}
      {steps.length < MOST && (
        <Button
          className="justify-self-start max-md:h-11"
          onClick={() => set([...steps, newStep(draft.filters)])}
        >
          <Plus aria-hidden />
          Add a step
        </Button>
      )}
    </div>
  );
}

type StepProps = {
  step: DraftStep;
  place: number;
  /** Of the last one. */
  last: number;
  faultOf: (field: string) => string | undefined;
  onChange: (to: Partial<DraftStep>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function StepEditor({
  step,
  place,
  last,
  faultOf,
  onChange,
  onMove,
  onRemove,
  ...events
}: EventsProps & StepProps) {
  const fault = faultOf('name') ?? faultOf('atLeast') ?? faultOf('condition');
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-control border border-line p-3">
      <legend className="sr-only">Step {place}</legend>
      <div className="flex flex-wrap items-center gap-2 text-13">
        <span aria-hidden className="num w-4 text-fg-3">
          {place}
        </span>
        <Input
          size="form"
          frameClassName="min-w-40 flex-1"
          aria-label={`Name of step ${place}`}
          aria-invalid={faultOf('name') !== undefined}
          placeholder={`Step ${place}`}
          value={step.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <span className="flex items-center gap-2 text-fg-2">
          at least
          <NumberInput
            aria-label={`Times of step ${place}`}
            aria-invalid={faultOf('atLeast') !== undefined}
            frameClassName="w-16"
            value={step.atLeast}
            onChange={(atLeast) => onChange({ atLeast })}
          />
          {step.atLeast === 1 ? 'time' : 'times'}
        </span>
        <span className="ml-auto flex">
          <Tool label={`Move step ${place} up`} icon={ArrowUp} off={place === 1} onClick={() => onMove(-1)} />
          <Tool
            label={`Move step ${place} down`}
            icon={ArrowDown}
            off={place === last}
            onClick={() => onMove(1)}
          />
          <Tool label={`Remove step ${place}`} icon={X} off={last <= FEWEST} onClick={onRemove} />
        </span>
      </div>
      <EventsEditor {...events} isPart value={step} onChange={onChange} />
      {fault && <p className="text-12 text-bad">{fault}</p>}
    </fieldset>
  );
}

function Tool(props: { label: string; icon: LucideIcon; off: boolean; onClick: () => void }) {
  const { icon: Icon } = props;
  return (
    <Button
      variant="ghost"
      size="form"
      square
      disabled={props.off}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}

function moved(steps: readonly DraftStep[], from: number, to: number): DraftStep[] {
  return steps.flatMap((step, at) => {
    const other = steps[at === from ? to : from];
    return (at === from || at === to) && other ? [other] : [step];
  });
}
