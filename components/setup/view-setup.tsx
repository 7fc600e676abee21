import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import type { SetupFields } from '#lib/policies/setup-fields.ts';
import type { Backfill } from '#lib/sources/backfill/prepare-backfill.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { Setup } from './setup.tsx';
import type { CheckedBucket } from './setup-state.ts';
import { SourcesOverview } from './sources-overview.tsx';

/** Setup of a view: its sources, the guide, and the check of policies. */
export function ViewSetup(props: {
  scope: Scope;
  sources: SourceItem[];
  backfills: Backfill[];
  zone: string;
}) {
  const { scope, sources } = props;
  const base = `/view/${scope.id}`;
  return (
    <Setup
      scope={scopeKey(scope)}
      href={`${base}/setup`}
      configureHref={`${base}/buckets`}
      first={firstFields(scope, sources)}
      buckets={sources.flatMap(checkedBucket)}
    >
      <SourcesOverview
        sources={sources}
        backfills={props.backfills}
        configureHref={`${base}/buckets`}
        guideHref={`${base}/setup?tab=guide`}
        zone={props.zone}
      />
    </Setup>
  );
}

function checkedBucket({ id, bucket, prefix, region }: SourceItem): CheckedBucket[] {
  return bucket === null ? [] : [{ id, name: bucket, prefix: beforeLogs(prefix), region: region ?? '' }];
}

/** What the guide's boxes begin with: the first bucket that is there, and the accounts that are known. */
function firstFields({ accountIds }: Scope, sources: readonly SourceItem[]): Partial<SetupFields> {
  const [bucket] = sources.flatMap(checkedBucket);
  const accounts = accountIds.join('\n');
  return bucket
    ? { bucket: bucket.name, prefix: bucket.prefix, region: bucket.region, accounts }
    : { accounts };
}

/** A source may begin deeper than a trail's prefix does: what is from AWSLogs/ on is CloudTrail's own. */
function beforeLogs(prefix: string): string {
  return prefix.replace(/(^|\/)AWSLogs\/.*$/, '').replace(/\/$/, '');
}
