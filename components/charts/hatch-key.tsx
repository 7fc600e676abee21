import { cn } from '#components/ui/cn.ts';

const HATCHES = {
  gap: 'bg-[repeating-linear-gradient(135deg,var(--warn-line)_0_1.5px,transparent_1.5px_5px)]',
  outside: 'bg-[repeating-linear-gradient(135deg,var(--border-strong)_0_1.5px,transparent_1.5px_5px)]',
};

/** What a hatched part of a chart means. */
export function HatchKey({ kind, label }: { kind: keyof typeof HATCHES; label: string }) {
  return (
    <span className="flex items-center gap-2 text-12 text-fg-3">
      <span aria-hidden className={cn('h-2.5 w-4 border border-line', HATCHES[kind])} />
      {label}
    </span>
  );
}
