import { BellOff } from 'lucide-react';
import Link from 'next/link';
import { HeadCell } from '#components/table/data-table.tsx';
import { TableOrList } from '#components/table/table-or-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { LedgerFreshness } from '#lib/ledger/loaders.ts';
import { type LedgerPageParams, ledgerQuery } from '#lib/ledger/page-params.ts';
import type { Delivery } from '#lib/ledger/queries/list-deliveries.ts';
import { formatFullTime, formatMinute, zoneLabel } from '#lib/time/format.ts';
import { DeliveryBars } from './delivery-bars.tsx';
import { FreshnessMark } from './freshness-mark.tsx';
import { FreshnessSwitch } from './freshness-switch.tsx';

const WIDTHS = [null, 152, 200, 136, 136, 160, 104];

/** What each account and region delivers, what fell silent first. `accountNames` are by number, `now` is ISO. */
export function FreshnessPanel(props: {
  freshness: LedgerFreshness;
  accountNames: Record<string, string>;
  params: LedgerPageParams;
  href: string;
  zone: string;
  now: string;
}) {
  const { freshness, params, href, zone, now } = props;
  const { deliveries, silent, shown } = freshness;
  if (deliveries.length === 0 && shown === 'all') return null;
  const link = (from: string) => `${href}${ledgerQuery({ ...params, fresh: 'all', from })}`;
  return (
    <Panel aria-labelledby="freshness">
      <PanelHeader
        id="freshness"
        title="Freshness"
        note={
          <span className="max-md:hidden">
            by account and region, objects by the day AWS published them (UTC)
          </span>
        }
        line={deliveries.length === 0}
      >
        {silent > 0 && (
          <Badge tone="warn" icon={<BellOff aria-hidden />}>
            {formatCount(silent)} silent
          </Badge>
        )}
        <FreshnessSwitch shown={shown} silent={silent} params={params} href={href} />
      </PanelHeader>
      {deliveries.length === 0 ? (
        <p className="px-4 py-3 text-13 text-fg-2">Nothing that delivered steadily has stopped.</p>
      ) : (
        <TableOrList
          label="Freshness"
          widths={WIDTHS}
          minWidth={1080}
          tall
          head={
            <>
              <HeadCell>Account</HeadCell>
              <HeadCell>Region</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell>Last object ({zoneLabel(zone, now)})</HeadCell>
              <HeadCell>Last event</HeadCell>
              <HeadCell>Objects a day, 28 days</HeadCell>
              <HeadCell numeric>Objects</HeadCell>
            </>
          }
          rows={deliveries}
          keyOf={({ accountId, region, kind }) => `${accountId} ${region} ${kind}`}
          cells={(delivery) => (
            <>
              <td>
                <Account delivery={delivery} names={props.accountNames} />
              </td>
              <td>
                <Region delivery={delivery} params={params} href={href} />
              </td>
              <td>
                <FreshnessMark freshness={delivery.freshness} />
              </td>
              <td>
                <At time={delivery.lastObjectAt} zone={zone} />
              </td>
              <td>
                <At time={delivery.lastEventAt} zone={zone} />
              </td>
              <td>
                <DeliveryBars perDay={delivery.perDay} now={now} />
              </td>
              <td className="num">{formatCount(delivery.objects)}</td>
            </>
          )}
          item={(delivery) => (
            <>
              <div className="flex justify-between gap-4">
                <div className="min-w-0">
                  <Account delivery={delivery} names={props.accountNames} />
                  <Region delivery={delivery} params={params} href={href} />
                </div>
                <FreshnessMark freshness={delivery.freshness} />
              </div>
              <div className="flex items-end justify-between gap-4 text-12 text-fg-3">
                <DeliveryBars perDay={delivery.perDay} now={now} />
                <span>
                  last object <At time={delivery.lastObjectAt} zone={zone} />
                </span>
              </div>
            </>
          )}
        />
      )}
      <CursorPager
        range={`${formatCount(deliveries.length)} shown`}
        firstHref={shown === 'all' && params.from ? link('') : null}
        nextHref={freshness.next === null ? null : link(freshness.next)}
      />
      {shown === 'silent' && deliveries.length < silent && (
        <p className="border-t border-line px-4 py-2 text-12 text-fg-3">
          {formatCount(deliveries.length)} of {formatCount(silent)} shown, those that are silent longest.
        </p>
      )}
    </Panel>
  );
}

function Account({ delivery, names }: { delivery: Delivery; names: Record<string, string> }) {
  const { accountId } = delivery;
  if (accountId === null) return <span className="text-fg-3">no account in the key</span>;
  const name = names[accountId];
  return (
    <>
      <span className="block truncate font-medium" title={name}>
        {name ?? accountId}
      </span>
      <span className="block truncate tabular-nums text-fg-3">{name ? accountId : 'not added'}</span>
    </>
  );
}

/** Leads to the objects of its folder. */
function Region({ delivery, params, href }: { delivery: Delivery; params: LedgerPageParams; href: string }) {
  const { region, kind, prefix } = delivery;
  return (
    <>
      {prefix === null ? (
        region
      ) : (
        <Link
          href={`${href}${ledgerQuery({ fresh: params.fresh, from: params.from, prefix })}#objects`}
          prefetch={false}
          title={`Objects of ${prefix}`}
          className="hover:text-accent-ink hover:underline"
        >
          {region}
        </Link>
      )}
      {kind !== 'CloudTrail' && <span className="block text-fg-3">{kind.replace('CloudTrail-', '')}</span>}
    </>
  );
}

function At({ time, zone }: { time: string | null; zone: string }) {
  if (time === null) return <span className="text-fg-3">–</span>;
  return (
    <time dateTime={time} title={formatFullTime(time, zone)}>
      {formatMinute(time, zone)}
    </time>
  );
}
