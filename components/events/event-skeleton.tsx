import { Skeleton } from '#components/ui/skeleton.tsx';

/** The shape of an event while it is read. */
export function EventSkeleton() {
  return (
    <div role="status" aria-label="Loading the event" className="grid gap-4">
      <div className="grid gap-2.5">
        <Skeleton className="h-4" width={200} />
        <Skeleton width="100%" />
        <Skeleton width="70%" />
      </div>
      <div className="grid gap-3 py-2">
        {[240, 180, 210, 260, 400, 230, 300].map((width) => (
          <div key={width} className="flex gap-6">
            <Skeleton width={72} />
            <Skeleton width={width} />
          </div>
        ))}
      </div>
      <div className="flex gap-2">
        {[96, 80, 128, 112].map((width) => (
          <Skeleton key={width} className="h-7" width={width} />
        ))}
      </div>
      <Skeleton className="h-[320px]" width="100%" />
    </div>
  );
}
