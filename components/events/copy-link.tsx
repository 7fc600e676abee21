'use client';
import { Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { copyText } from '#components/ui/copy-button.tsx';
import { type EventRef, eventPageHref } from './page-state.ts';

const IDLE = 'Copy link';

/** Copies the address of the event's own page: it opens for whoever may see this scope, whatever the search was. */
export function CopyLink(props: { event: EventRef; href: string; className?: string }) {
  const { event, href } = props;
  const [said, setSaid] = useState(IDLE);
  useEffect(() => {
    if (said === IDLE) return;
    const timer = setTimeout(() => setSaid(IDLE), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    copyText(new URL(eventPageHref(href, event), window.location.href).href).then((done) =>
      setSaid(done ? 'Copied' : 'Not copied'),
    );
  return (
    <Button variant="ghost" onClick={copy} className={props.className}>
      <Link2 aria-hidden />
      <span aria-live="polite">{said}</span>
    </Button>
  );
}
