'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { lastGood, useAnswer } from '#components/api/use-answer.ts';
import { isTyping } from '#components/filters/search-box.tsx';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { ErrorState } from '#components/ui/states.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { EventFilters } from '#lib/events/schema.ts';
import { formatFullTime } from '#lib/time/format.ts';
import { CopyLink } from './copy-link.tsx';
import { EventBody } from './event-body.tsx';
import { askEvent } from './event-questions.ts';
import { EventSkeleton } from './event-skeleton.tsx';
import { type Place, stepFrom, usePlace } from './open-lists.ts';
import { type EventRef, eventPageHref, sameEvent } from './page-state.ts';
import { useReport } from './report-context.ts';

/** The event beside its list: the list stays usable, j/k and the arrows step through it, Escape closes. */
export function EventSheet({
  event,
  period,
}: {
  event: EventRef;
  period: Pick<EventFilters, 'from' | 'to'>;
}) {
  const { scope, zone, accountNames, href, newRuleHref, select } = useReport();
  const { answer, again } = useAnswer(eventPageHref(href, event), (signal) => askEvent(scope, event, signal));
  const place = usePlace(event);
  const step = useStep(place);
  const shown = lastGood(answer);
  const isOld = shown !== null && !sameEvent(shown, event);
  return (
    <Sheet
      open
      onClose={() => select(null)}
      title={shown ? `Event ${shown.eventName}` : 'Event'}
      returnTo={() => document.querySelector<HTMLElement>(`[data-event="${CSS.escape(event.eventId)}"]`)}
      header={<SheetHeader event={event} place={place} step={step} />}
    >
      {shown && (
        <div aria-busy={isOld} className={isOld ? 'contents *:opacity-60' : 'contents'}>
          <EventBody
            event={shown}
            zone={zone.zone}
            accountNames={accountNames}
            period={period}
            href={href}
            newRuleHref={newRuleHref}
          />
        </div>
      )}
      {answer.status === 'loading' && !shown && <EventSkeleton />}
      {answer.status === 'failed' && (
        <ErrorState
          title={answer.error.code === 'not-found' ? 'No such event' : 'The event could not be read'}
          message={answer.error.message}
          hint={answer.error.hint}
          requestId={answer.error.requestId}
          at={formatFullTime(answer.error.at, zone.zone)}
          actions={
            <Button variant="primary" onClick={again}>
              Try again
            </Button>
          }
        />
      )}
    </Sheet>
  );
}

type Step = (direction: 'newer' | 'older') => void;

function SheetHeader({ event, place, step }: { event: EventRef; place: Place | null; step: Step }) {
  const { href } = useReport();
  return (
    <>
      <span className="mr-1 whitespace-nowrap tabular-nums text-fg-3">
        {place
          ? `Event ${formatCount(place.list.offset + place.index + 1)} of ${formatCount(place.list.total)}`
          : 'Event'}
      </span>
      {place && (
        <>
          <Button
            variant="ghost"
            square
            aria-label="Newer event"
            className="max-md:size-11"
            title="Newer (k)"
            onClick={() => step('newer')}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            square
            aria-label="Older event"
            className="max-md:size-11"
            title="Older (j)"
            onClick={() => step('older')}
          >
            <ArrowDown aria-hidden />
          </Button>
        </>
      )}
      <span className="flex-1" />
      <CopyLink event={event} href={href} className="max-md:h-11" />
    </>
  );
}

const KEYS: Record<string, 'newer' | 'older'> = {
  j: 'older',
  ArrowDown: 'older',
  k: 'newer',
  ArrowUp: 'newer',
};

/** Steps by the header's buttons and by key, wherever the focus is except where keys mean something else. */
function useStep(place: Place | null): Step {
  const { select } = useReport();
  const step = useCallback<Step>(
    async (direction) => {
      const next = place && (await stepFrom(place, direction));
      if (next) select(next);
    },
    [place, select],
  );
  useEffect(() => {
    const onKey = (pressed: KeyboardEvent) => {
      const direction = KEYS[pressed.key];
      if (!direction || pressed.ctrlKey || pressed.metaKey || pressed.altKey || hasOwnKeys(pressed.target))
        return;
      pressed.preventDefault();
      step(direction);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [step]);
  return step;
}

function hasOwnKeys(target: EventTarget | null): boolean {
  if (isTyping(target)) return true;
  const own = '[role=slider],[role=radio],[role=menu],[role=listbox],[role=combobox],[aria-haspopup]';
  return target instanceof Element && target.closest(own) !== null;
}
