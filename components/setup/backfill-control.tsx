'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { Status } from '#components/ui/status.tsx';
import type { FormState } from '#lib/form-state.ts';
import {
  pauseBackfillAction,
  resumeBackfillAction,
  startBackfillAction,
  stopBackfillAction,
} from '#lib/sources/backfill/actions.ts';
import type { Backfill } from '#lib/sources/backfill/prepare-backfill.ts';
import { dayWords, doneWords, progressWords } from './backfill-words.ts';

const REFRESH_MS = 3_000;

type Source = { id: number; name: string; collectDays: number };

/** How far back a source is collected, and collecting further: asked for, followed, paused, stopped. */
export function BackfillControl({ source, backfill }: { source: Source; backfill: Backfill | null }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [fault, setFault] = useState<string | null>(null);
  const running = backfill?.state === 'running';
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [running, router]);
  const act = (work: () => Promise<FormState>) =>
    start(async () => {
      const answer = await work();
      setFault(answer.done ? null : (answer.message ?? Object.values(answer.fields ?? {})[0] ?? null));
    });
  const open = backfill !== null && backfill.state !== 'done';
  return (
    <div className="rounded-control border border-line bg-surface-2 px-3 py-2.5 text-13">
      {open ? (
        <Running backfill={backfill} source={source} busy={busy} act={act} />
      ) : (
        <Ask backfill={backfill} source={source} busy={busy} act={act} />
      )}
      {fault && (
        <p role="alert" className="mt-1 text-12 text-bad">
          {fault}
        </p>
      )}
    </div>
  );
}

type Act = (work: () => Promise<FormState>) => void;
type PartProps = { source: Source; busy: boolean; act: Act };

function Ask({ backfill, source, busy, act }: PartProps & { backfill: Backfill | null }) {
  const [days, setDays] = useState('');
  const since = backfill ? doneWords(backfill) : `The last ${source.collectDays} days are collected.`;
  return (
    <form
      className="flex flex-wrap items-center gap-x-3 gap-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        act(() => startBackfillAction(source.id, days));
      }}
    >
      <span className="text-fg-2">{since}</span>
      <span className="ml-auto inline-flex items-center gap-2 max-md:ml-0">
        <Input
          size="toolbar"
          inputMode="numeric"
          frameClassName="w-[72px]"
          className="text-right tabular-nums"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          placeholder="90"
          aria-label={`Days to collect back: ${source.name}`}
        />
        <span className="text-fg-3">days back, today first</span>
        <Button type="submit" disabled={busy || days.trim() === ''} className="max-md:h-11">
          {busy ? 'Asking…' : 'Collect further back'}
        </Button>
      </span>
    </form>
  );
}

function Running({ backfill, source, busy, act }: PartProps & { backfill: Backfill }) {
  const paused = backfill.state === 'paused';
  const percent = Math.floor(backfill.share * 100);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-[16rem] flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <Status kind={paused ? 'paused' : 'collecting'}>
            {paused ? 'Paused at' : 'Collecting back'} {percent} %
          </Status>
          <span className="text-fg-2">to {dayWords(backfill.fromDay)}</span>
        </div>
        <Progress share={backfill.share} label={`Collecting further back: ${source.name}`} />
        <p className="mt-1 text-12 text-fg-3 tabular-nums">{progressWords(backfill)}</p>
      </div>
      <span className="inline-flex gap-2">
        {paused ? (
          <Button
            disabled={busy}
            onClick={() => act(() => resumeBackfillAction(source.id))}
            className="max-md:h-11"
          >
            Resume
          </Button>
        ) : (
          <Button
            disabled={busy}
            onClick={() => act(() => pauseBackfillAction(source.id))}
            className="max-md:h-11"
          >
            Pause
          </Button>
        )}
        <Button
          variant="ghost"
          disabled={busy}
          title="Looks for no more. What it brought stays."
          onClick={() => act(() => stopBackfillAction(source.id))}
          className="max-md:h-11"
        >
          Stop
        </Button>
      </span>
    </div>
  );
}
