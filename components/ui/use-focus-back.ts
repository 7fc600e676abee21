import { useRef } from 'react';

/**
 * Gives the focus back when a dialog or sheet closes: to `returnTo`, or to where it was before, unless it has gone elsewhere since.
 * Radix does so only for triggers of its own. `remember` is for the moment of opening.
 */
export function useFocusBack(returnTo?: () => HTMLElement | null) {
  const opener = useRef<Element | null>(null);
  return {
    remember: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (document.activeElement !== document.body) return;
      const target = returnTo?.() ?? opener.current;
      if (target instanceof HTMLElement) target.focus();
    },
  };
}
