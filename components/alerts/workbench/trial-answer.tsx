'use client';
import { askApi } from '#components/api/ask-api.ts';
import { useAnswer } from '#components/api/use-answer.ts';
import type { EventRef } from '#components/events/page-state.ts';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#components/ui/states.tsx';
import { Waiting } from '#components/ui/waiting.tsx';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import type { Trial } from '#lib/alerts/try-rule/trial.ts';
import type { FormState } from '#lib/form-state.ts';
import { formatFullTime } from '#lib/time/format.ts';
import { TrialReport } from './trial-report.tsx';

type Props = {
  scope: string;
  base: string;
  zone: string;
  definition: RuleDefinition;
  /** The rule was changed since. */
  isOld: boolean;
  onKeep: ((event: EventRef) => Promise<FormState>) | null;
};

/** Tries the rule as soon as it is there, and shows what came of it. */
export function TrialAnswer({ scope, definition, isOld, ...rest }: Props) {
  const { answer, cancel, again } = useAnswer(scope, (signal) =>
    askApi<Trial>('/api/v1/alerts/rules/try', new URLSearchParams({ scope }), signal, { definition }),
  );
  if (answer.status === 'loading')
    return (
      <div className="grid gap-3 p-4" aria-busy role="status" aria-label="Trying the rule">
        <Waiting verb="Looking through 30 days" onCancel={cancel} />
        <Skeleton className="h-[76px]" />
        <Skeleton className="h-24" />
      </div>
    );
  if (answer.status === 'cancelled')
    return (
      <EmptyState title="Cancelled" actions={<Button onClick={again}>Try again</Button>}>
        The rule was not tried to the end.
      </EmptyState>
    );
  if (answer.status === 'failed')
    return (
      <ErrorState
        title="The rule could not be tried"
        message={answer.error.message}
        hint={answer.error.hint}
        requestId={answer.error.requestId}
        at={formatFullTime(answer.error.at, rest.zone)}
        actions={<Button onClick={again}>Try again</Button>}
      />
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      {isOld && (
        <Note tone="neutral" role="status">
          Of an earlier version: the rule was changed since.
        </Note>
      )}
      <TrialReport trial={answer.value} {...rest} />
    </div>
  );
}
