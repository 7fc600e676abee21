'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { cn } from '#components/ui/cn.ts';
import { zoneLabel } from '#lib/time/format.ts';
import { type ViewerZone, ZONE_CHOICE_COOKIE } from '#lib/time/zone.ts';
import { setCookie } from './cookie.ts';

/** Times in the viewer's zone or in UTC. The server formats, so the page is asked for again. */
export function ZoneToggle({ zone, at, className }: { zone: ViewerZone; at: string; className?: string }) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const other = zone.choice === 'utc' ? zone.local : 'UTC';
  const toggle = () => {
    setCookie(ZONE_CHOICE_COOKIE, zone.choice === 'utc' ? 'local' : 'utc');
    startTransition(() => router.refresh());
  };
  return (
    <button
      type="button"
      onClick={toggle}
      disabled={busy || (zone.choice === 'local' && zone.local === 'UTC')}
      title={`Times in ${zone.zone}. Show them in ${other}.`}
      className={cn(
        'h-7 whitespace-nowrap rounded-control border border-line-strong bg-surface px-2.5 text-13 hover:bg-hover',
        className,
      )}
    >
      <span className="sr-only">Times in </span>
      {zoneLabel(zone.zone, at)}
    </button>
  );
}
