import type { ReactNode } from 'react';

/** Where a number of steps are done. They count from one within it. */
export function Place(props: { title: string; note: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-3 border-line not-first:border-t not-first:pt-4">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-14 font-semibold">{props.title}</h3>
        <span className="text-13 text-fg-3">{props.note}</span>
        <span className="ml-auto">{props.action}</span>
      </header>
      <ol className="grid min-w-0 gap-4 [counter-reset:step]">{props.children}</ol>
    </section>
  );
}

/** One thing to do, numbered, with what to paste. */
export function Step({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <li className="grid min-w-0 grid-cols-[20px_minmax(0,1fr)] gap-x-3 [counter-increment:step] before:mt-px before:grid before:size-5 before:place-items-center before:rounded-full before:border before:border-line-strong before:text-11 before:font-medium before:tabular-nums before:text-fg-2 before:content-[counter(step)]">
      <div className="grid min-w-0 gap-2">
        <p className="text-13/5 font-medium">{title}</p>
        {note && <p className="text-13/5 text-fg-2">{note}</p>}
        {children}
      </div>
    </li>
  );
}
