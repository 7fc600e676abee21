type Go = () => void;
/** Puts the question to the person; `go` leaves, whatever is watched. */
type Ask = (go: Go) => void;

/** Of the page that is shown. */
let asked: Ask | null = null;

/** Leaves the page from a script, as by `router.push`: where somebody watches, once the person agrees. */
export function leavePage(go: Go): void {
  if (asked) asked(go);
  else go();
}

/**
 * Has the person asked before the page is left: by a link, by Back or Forward, by `leavePage`; and by the browser, in its own words,
 * before the tab is closed or loads something else. `open` goes to an address of the portal. Answers how to stop watching.
 */
export function watchLeaving(ask: Ask, open: (href: string) => void): () => void {
  let agreed = false;
  const askFirst: Ask = (go) =>
    ask(() => {
      agreed = true;
      go();
    });
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!agreed) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const href = agreed ? null : hrefLeft(event);
    if (href === null) return;
    // Next's links leave alone what was prevented.
    event.preventDefault();
    askFirst(() => open(href));
  };
  const onNavigate = (event: NavigateEvent) => {
    const { navigationType, cancelable, destination } = event;
    // Another document is the browser's to ask about, before it unloads this one.
    if (agreed || navigationType !== 'traverse' || !cancelable || !destination.sameDocument) return;
    event.preventDefault();
    askFirst(() => void window.navigation.traverseTo(destination.key));
  };
  // Browsers before 2026 may not have it: there Back is not asked about.
  const navigation: Navigation | undefined = window.navigation;
  window.addEventListener('beforeunload', onUnload);
  document.addEventListener('click', onClick, true);
  navigation?.addEventListener('navigate', onNavigate);
  asked = askFirst;
  return () => {
    window.removeEventListener('beforeunload', onUnload);
    document.removeEventListener('click', onClick, true);
    navigation?.removeEventListener('navigate', onNavigate);
    if (asked === askFirst) asked = null;
  };
}

/** Where in the portal a click leads in this tab; null for one that does not leave the page, or unloads it. */
function hrefLeft(event: MouseEvent): string | null {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return null;
  const link = target instanceof Element ? target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download')) return null;
  if (link.target !== '' && link.target !== '_self') return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  const here = window.location;
  const isHere = pathname === here.pathname && search === here.search;
  return origin !== here.origin || isHere ? null : `${pathname}${search}${hash}`;
}
