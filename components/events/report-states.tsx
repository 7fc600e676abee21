'use client';
import { CircleSlash, LogIn, PaintBucket } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { AskFailed } from '#components/api/ask-api.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { ChartSkeleton, Skeleton, TableSkeleton } from '#components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#components/ui/states.tsx';
import { useNarrow } from '#components/ui/use-narrow.ts';
import { Waiting } from '#components/ui/waiting.tsx';
import type { EventSearch } from '#lib/events/url.ts';
import { formatFullTime } from '#lib/time/format.ts';
import { GroupsTableSkeleton } from './groups-table.tsx';
import { ROWS_CHOICES } from './page-state.ts';

/** The shape of the answer while it is counted; from two seconds on with the time and a way out. */
export function ReportLoading(props: { title: string; search: EventSearch; onCancel: () => void }) {
  const { title, search } = props;
  const narrow = useNarrow();
  return (
    <div role="status" aria-label="Counting events" className="contents">
      <Panel aria-busy>
        <div className="max-md:hidden">
          <PanelHeader title={title} />
        </div>
        <div className="grid min-h-56 md:grid-cols-[minmax(0,1fr)_304px]">
          <ChartSkeleton />
          <div className="grid content-start gap-4 border-l border-line px-4 py-3.5 max-md:hidden">
            {[64, 132, 108, 150, 120, 96, 110].map((width) => (
              <div key={width} className="flex justify-between">
                <Skeleton width={width} />
                <Skeleton width={48} />
              </div>
            ))}
          </div>
        </div>
      </Panel>
      <Panel aria-busy>
        <div className="flex h-11 items-center gap-4 px-4">
          <Skeleton className="h-3.5" width={88} />
          <Skeleton width={120} />
          <span className="flex-1" />
          <Waiting verb="Counting" onCancel={props.onCancel} />
        </div>
        {narrow ? (
          <TableSkeleton rows={8} widths={[120, -64]} />
        ) : (
          <GroupsTableSkeleton search={search} rows={ROWS_CHOICES[0]} />
        )}
      </Panel>
    </div>
  );
}

/** Where neither chart nor table has anything to show, one panel says why. */
export function ReportPanel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel aria-label={title}>
      <PanelHeader title={title} />
      {children}
    </Panel>
  );
}

export function ReportFailed(props: {
  title: string;
  error: AskFailed;
  zone: string;
  onAgain: () => void;
  onLastDay: () => void;
}) {
  const { error } = props;
  if (error.code === 'unauthenticated') return <SignedOut title={props.title} />;
  return (
    <ReportPanel title={props.title}>
      <ErrorState
        title="The events could not be counted"
        message={error.message}
        hint={error.hint}
        requestId={error.requestId || undefined}
        at={formatFullTime(error.at, props.zone)}
        actions={
          <>
            <Button variant="primary" onClick={props.onAgain}>
              Try again
            </Button>
            <Button onClick={props.onLastDay}>Last 24 hours</Button>
          </>
        }
      />
    </ReportPanel>
  );
}

/** The session ended while the page was open; signing in leads back to this very search. */
function SignedOut({ title }: { title: string }) {
  const signIn = () => {
    const { pathname, search } = window.location;
    window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`);
  };
  return (
    <ReportPanel title={title}>
      <EmptyState
        title="You are signed out"
        icon={<LogIn aria-hidden />}
        actions={
          <Button variant="primary" onClick={signIn}>
            Sign in
          </Button>
        }
      >
        Your session has ended. Sign in again, and this search is shown as it is.
      </EmptyState>
    </ReportPanel>
  );
}

export function ReportCancelled(props: { title: string; onAgain: () => void; onLastDay: () => void }) {
  return (
    <ReportPanel title={props.title}>
      <EmptyState
        title="Counting was cancelled"
        icon={<CircleSlash aria-hidden />}
        actions={
          <>
            <Button variant="primary" onClick={props.onAgain}>
              Count again
            </Button>
            <Button onClick={props.onLastDay}>Last 24 hours</Button>
          </>
        }
      >
        A shorter period or one more filter usually answers in under a second.
      </EmptyState>
    </ReportPanel>
  );
}

/** A scope without a log source, for whoever may add one. */
export function ReportFirstRun({ title, configureHref }: { title: string; configureHref: string }) {
  return (
    <ReportPanel title={title}>
      <EmptyState
        title="No data yet"
        icon={<PaintBucket aria-hidden />}
        actions={
          <Button variant="primary" asChild>
            <Link href={configureHref}>Configure a bucket</Link>
          </Button>
        }
      >
        This view has no log source. Name the S3 bucket in which its trails land, and the last 14 days are
        collected at once.
      </EmptyState>
    </ReportPanel>
  );
}
