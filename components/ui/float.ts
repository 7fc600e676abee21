/** What everything that floats shares: menus, popovers, dialogs. Only these have a shadow. */
export const floatClass =
  'z-50 rounded-panel border border-line-strong bg-surface text-13 text-fg shadow-float outline-none motion-safe:animate-[appear_.12s_ease-out]';
