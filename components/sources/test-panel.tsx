'use client';
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import type { PolicyPlace } from '#lib/policies/iam-policy.ts';
import type { SourceTest } from '#lib/sources/test-step.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatMinute } from '#lib/time/format.ts';
import { TestStepRow } from './test-step-row.tsx';
import type { RunningTest } from './use-source-test.ts';

/** A worker takes a test at once: after so long it is worth saying that none has. */
const PATIENCE_MS = 4_000;

/** The steps of a test as they end, with what is wrong and the statement that mends it. */
export function TestPanel({ running, zone }: { running: RunningTest; zone: string }) {
  const { test, failed } = running;
  const panel = useRef<HTMLElement>(null);
  // Whoever asks for a test wants to see it, also where the form fills the screen.
  useEffect(() => {
    if (running.id) panel.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [running.id]);
  return (
    <Panel
      ref={panel}
      aria-labelledby="test"
      aria-busy={!test?.finishedAt && !failed}
      className="scroll-mt-16"
    >
      <PanelHeader
        id="test"
        title={running.name ? `Test of ${running.name}` : 'Test'}
        note={<Outcome test={test} />}
      >
        {test?.finishedAt && test.startedAt && (
          <span className="text-12 text-fg-3">
            {formatMinute(test.finishedAt, zone)}, took{' '}
            {formatDuration(Date.parse(test.finishedAt) - Date.parse(test.startedAt))}
          </span>
        )}
      </PanelHeader>
      {failed && (
        <Note tone="bad" role="alert" className="m-4">
          {failed.message} {failed.hint}
        </Note>
      )}
      {isWaiting(test) && (
        <Note tone="warn" role="status" className="m-4">
          Waiting for the worker. It makes the test, from the machine that collects: start it, or look into
          its log.
        </Note>
      )}
      {test && <Steps test={test} place={running.place} onAgain={running.again} />}
    </Panel>
  );
}

function Steps({ test, place, onAgain }: { test: SourceTest; place: PolicyPlace; onAgain: () => void }) {
  const [first] = test.names.slice(test.steps.length);
  const given = new Map(test.steps.map((step) => [step.name, step]));
  const skipped = test.names.filter((name) => given.get(name)?.state === 'skipped');
  // What is never tried is not waited for either.
  const names = test.names.filter(
    (name) => !skipped.includes(name) && (given.has(name) || test.finishedAt === null),
  );
  return (
    <ol className="pb-1" aria-live="polite">
      {names.map((name) => (
        <TestStepRow
          key={name}
          name={name}
          step={given.get(name) ?? null}
          isRunning={name === first && test.startedAt !== null && test.finishedAt === null}
          place={place}
          onAgain={onAgain}
        />
      ))}
      {skipped.length > 0 && (
        <li className="flex gap-2 border-t border-line px-4 py-2 text-13/5 text-fg-3">
          <CircleMinus className="mt-0.5 size-4" aria-hidden />
          <span className="min-w-0">Not tried, because what they need failed: {skipped.join(', ')}</span>
        </li>
      )}
    </ol>
  );
}

function isWaiting(test: SourceTest | null): boolean {
  return test !== null && test.startedAt === null && Date.now() - Date.parse(test.createdAt) > PATIENCE_MS;
}

function Outcome({ test }: { test: SourceTest | null }): ReactNode {
  if (!test?.finishedAt) return <span role="status">{test?.startedAt ? 'testing …' : 'asked for …'}</span>;
  const failed = test.steps.filter(({ state }) => state === 'failed').length;
  const warnings = test.steps.filter(({ state }) => state === 'warning').length;
  if (failed > 0 || test.steps.length === 0)
    return (
      <Badge tone="bad" icon={<CircleX aria-hidden />}>
        {test.steps.length === 0 ? 'Broken off' : `${failed} of ${test.names.length} failed`}
      </Badge>
    );
  if (warnings > 0)
    return (
      <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
        Works, {warnings} {warnings === 1 ? 'note' : 'notes'}
      </Badge>
    );
  return (
    <Badge tone="ok" icon={<CircleCheck aria-hidden />}>
      All passed
    </Badge>
  );
}
