import { TrailsSkeleton } from '#components/trails/trails-skeleton.tsx';

export default function Loading() {
  return <TrailsSkeleton />;
}
