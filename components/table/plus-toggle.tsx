import { Minus, Plus } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';

/** The green plus: 16 px to look at (20 on a phone), 32 (44) to hit. `what` is what it shows: "events of root". */
export function PlusToggle(props: {
  open: boolean;
  what: string;
  onToggle: () => void;
  controls?: string;
  className?: string;
}) {
  const Icon = props.open ? Minus : Plus;
  return (
    <button
      type="button"
      aria-expanded={props.open}
      aria-controls={props.open ? props.controls : undefined}
      aria-label={`${props.open ? 'Hide' : 'Show'} ${props.what}`}
      onClick={props.onToggle}
      className={cn(
        'relative grid size-4 place-items-center rounded-chip border border-ok bg-surface text-ok after:absolute after:-inset-2 hover:bg-ok-soft max-md:size-5 max-md:after:-inset-3',
        props.open && 'bg-ok text-surface hover:bg-ok',
        props.className,
      )}
    >
      <Icon className="size-2.5 stroke-[3]" aria-hidden />
    </button>
  );
}
