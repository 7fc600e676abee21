import Link from 'next/link';
import { offerHref } from '#components/sources/offered-place.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatMinute } from '#lib/time/format.ts';
import type { Trail } from '#lib/trails/trail.ts';

/** A view in whose bucket the logs land, where the person may see it. */
export type ArrivalView = { bucket: string; name: string };

/** Where one account's logs land: in the buckets of views, in its own, or where nobody collects them. */
export function AccountArrivals(props: {
  trails: Trail[];
  views: ArrivalView[];
  href: string;
  zone: string;
}) {
  const { trails, views, zone } = props;
  return (
    <Panel aria-labelledby="arrivals">
      <PanelHeader id="arrivals" title="Where this account’s logs land" />
      {trails.length === 0 ? (
        <p className="p-4 text-13/5 text-fg-2">
          No bucket that is collected here holds logs of this account. With its credentials below AWS is asked
          which trails it has; or name the bucket of its own trail.
        </p>
      ) : (
        <ul>
          {trails.map((trail) => (
            <li
              key={trail.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 text-13 last:border-b-0"
            >
              <span className="min-w-[14rem] flex-1">
                <span className="mono wrap-anywhere">{placeOf(trail)}</span>
                <CopyButton text={placeOf(trail)} what="Copy the place" />
                <span className="block text-12 text-fg-3">{howKnown(trail, views)}</span>
              </span>
              <span className="text-fg-2">
                {trail.deliveredAt
                  ? `last ${formatMinute(trail.deliveredAt, zone)}`
                  : 'nothing delivered yet'}
              </span>
              {trail.collected || trail.inferred ? (
                <Badge tone="ok">Collected</Badge>
              ) : (
                <>
                  <Badge tone="warn">Not collected here</Badge>
                  <Button asChild className="max-md:h-11">
                    <Link href={offerHref(props.href, offerOf(trail))} prefetch={false}>
                      Collect it
                    </Link>
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function offerOf({ bucket, keyPrefix }: Trail) {
  return { bucket: bucket ?? '', prefix: keyPrefix };
}

function placeOf({ bucket, keyPrefix }: Trail): string {
  const prefix = keyPrefix === '' ? '' : `${keyPrefix}/`;
  return bucket === null ? `${prefix || 'a folder'} on the server` : `s3://${bucket}/${prefix}`;
}

function howKnown({ bucket, name, organization, inferred }: Trail, views: readonly ArrivalView[]): string {
  const of = views.filter((view) => view.bucket === bucket).map((view) => view.name);
  const via = of.length > 0 ? `, through the bucket of ${of.join(' and ')}` : '';
  if (inferred) return `Seen in the bucket${via}`;
  return `${organization ? 'Organisation trail' : 'Trail'} ${name}${via}`;
}
