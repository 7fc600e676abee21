import Link from 'next/link';
import { Status } from '#components/ui/status.tsx';
import type { PlaceHealth as Health } from '#lib/accounts/prepare-home.ts';

/** How the logs of a view or account come in, leading to where one sets that up; a dash where it is not this person's to see. */
export function PlaceHealth({ health, setUpHref }: { health: Health; setUpHref?: string | undefined }) {
  if (!health) return <span className="text-fg-3">–</span>;
  if (health.kind === 'none') {
    if (!setUpHref) return <span className="text-fg-3">No log source</span>;
    return (
      <Link href={setUpHref} prefetch={false} className="rounded-[2px] text-accent-ink hover:underline">
        Configure a bucket
      </Link>
    );
  }
  const status = <Status kind={health.kind} />;
  if (!setUpHref) return <span title={health.message ?? undefined}>{status}</span>;
  return (
    <Link
      href={setUpHref}
      prefetch={false}
      title={health.message ?? undefined}
      className="rounded-[2px] hover:underline"
    >
      {status}
    </Link>
  );
}
