'use client';
import { useEffect, useEffectEvent, useState } from 'react';

const TYPING_MS = 250;

/**
 * A search that stands in the page's address as `q` and is sent while one types. `busy` says that an address is being gone to; `find`
 * goes there. What comes into the address by another way, as by a link or a step back, stands in the box too.
 */
export function useTypedSearch(q: string, busy: boolean, find: (q: string) => void) {
  const [text, type] = useState(q);
  const [sent, setSent] = useState(q);
  const [known, setKnown] = useState(q);
  if (!busy && q !== known) {
    setKnown(q);
    if (q !== sent) {
      setSent(q);
      type(q);
    }
  }
  const send = () => {
    setSent(text.trim());
    find(text.trim());
  };
  const sendLater = useEffectEvent(send);
  useEffect(() => {
    if (text.trim() === sent) return;
    const timer = setTimeout(sendLater, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, sent]);
  return { text, type, send };
}
