'use client';
import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { PolicyPlace } from '#lib/policies/iam-policy.ts';
import { mendTestStep } from '#lib/policies/mend-test-step.ts';
import type { TestState, TestStep, TestStepName } from '#lib/sources/test-step.ts';
import { formatDuration } from '#lib/time/duration.ts';

const MARKS: Record<TestState | 'running' | 'waiting', { word: string; ink: string; Icon: typeof CircleX }> =
  {
    ok: { word: 'Passed', ink: 'text-ok', Icon: CircleCheck },
    warning: { word: 'Worth knowing', ink: 'text-warn', Icon: TriangleAlert },
    failed: { word: 'Failed', ink: 'text-bad', Icon: CircleX },
    skipped: { word: 'Not tried', ink: 'text-fg-3', Icon: CircleMinus },
    running: { word: 'Running', ink: 'text-accent-ink', Icon: LoaderCircle },
    waiting: { word: 'To come', ink: 'text-fg-3', Icon: CircleDashed },
  };

type Props = {
  name: TestStepName;
  /** Null until it has ended. */
  step: TestStep | null;
  isRunning: boolean;
  place: PolicyPlace;
  onAgain: () => void;
};

/** One step of a test; under a failed one how it is mended. */
export function TestStepRow({ name, step, isRunning, place, onAgain }: Props) {
  const { word, ink, Icon } = MARKS[step?.state ?? (isRunning ? 'running' : 'waiting')];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 gap-y-1 border-t border-line px-4 py-2 text-13/5 tabular-nums first:border-t-0 md:grid-cols-[16px_144px_minmax(0,1fr)_auto]">
      <Icon
        className={cn('mt-0.5 size-4', ink, isRunning && !step && 'motion-safe:animate-spin')}
        aria-hidden
      />
      <span className={cn('font-medium', step ? undefined : 'text-fg-3')}>
        {name}
        <span className="sr-only">: {word}.</span>
      </span>
      <span className="min-w-0 text-fg-2 wrap-anywhere max-md:order-last max-md:col-span-2 max-md:col-start-2">
        {step?.message}
      </span>
      <span className="text-12/5 whitespace-nowrap text-fg-3">{step && asideOf(step)}</span>
      {step && (step.hint || step.mend) && <Advice step={step} place={place} onAgain={onAgain} />}
    </li>
  );
}

function asideOf({ state, code, tookMs }: TestStep): string {
  if (state === 'skipped') return '';
  return state === 'failed' && code ? code : formatDuration(tookMs);
}

function Advice({ step, place, onAgain }: { step: TestStep; place: PolicyPlace; onAgain: () => void }) {
  const mend = step.mend && mendTestStep(step.mend, place);
  const failed = step.state === 'failed';
  return (
    <div
      className={cn(
        'col-span-full col-start-2 grid gap-x-6 gap-y-2 pb-1 max-md:order-last',
        mend && 'xl:grid-cols-[minmax(0,1fr)_576px]',
      )}
    >
      <div className="text-fg-2">
        {failed && <b className="font-medium text-fg">How to mend it: </b>}
        {mend ? mend.words : step.hint}
        {failed && (
          <div className="mt-2 flex flex-wrap gap-2">
            {mend && (
              <CopyButton text={mend.statement} label="Copy statement" variant="default" size="toolbar" />
            )}
            <Button onClick={onAgain}>Test again</Button>
          </div>
        )}
      </div>
      {mend && <CodeJson text={mend.statement} lineNumbers={false} label={mend.title} />}
    </div>
  );
}
