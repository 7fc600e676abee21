import type { ReactNode } from 'react';
import { BrandMark } from '#components/layout/brand.tsx';

/** The one card of a page before the sign-in. */
export function AuthCard(props: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-screen place-items-center px-4 py-12 max-md:place-items-start max-md:px-0 max-md:py-0">
      <div className="w-[400px] max-w-full max-md:w-full">
        <div className="mb-6 flex items-center justify-center gap-2 text-16 font-semibold max-md:mb-0 max-md:h-13 max-md:justify-start max-md:border-b max-md:border-line max-md:bg-surface max-md:px-4 max-md:text-14">
          <BrandMark />
          Trailkeep
        </div>
        <section className="rounded-panel border border-line bg-surface p-6 max-md:rounded-none max-md:border-x-0 max-md:border-t-0 max-md:p-4">
          <h1 className="text-16 font-semibold">{props.title}</h1>
          {props.intro && <div className="mt-1 text-13/5 text-fg-2">{props.intro}</div>}
          <div className="mt-4 grid gap-4">{props.children}</div>
        </section>
      </div>
    </main>
  );
}
