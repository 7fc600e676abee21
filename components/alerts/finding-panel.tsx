import { ArrowDown, ArrowLeft, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { KvList } from '#components/ui/kv-list.tsx';
import { Note } from '#components/ui/note.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { FindingExclusions } from '#lib/alerts/exclusions/loaders.ts';
import { fieldName } from '#lib/alerts/field-name.ts';
import type { FindingRight } from '#lib/alerts/findings/finding-right.ts';
import type { FindingDetail, NamedPerson } from '#lib/alerts/findings/schema.ts';
import { scopeKey } from '#lib/auth/scope.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatDayMonth, formatEventTime } from '#lib/time/format.ts';
import { CommentForm } from './comment-form.tsx';
import type { ExcludedFinding } from './exclusions/exclude-dialog.tsx';
import { ExcludeFinding } from './exclusions/exclude-finding.tsx';
import { ExclusionLines } from './exclusions/exclusion-lines.tsx';
import { FindingActions } from './finding-actions.tsx';
import { FindingEvents } from './finding-events.tsx';
import { findingEventsHref } from './finding-events-href.ts';
import { FindingDeliveries, FindingHistory } from './finding-history.tsx';
import { accountWords, eventWords, leadIn, STATE_WORDS } from './finding-words.ts';
import { MatchDays } from './match-days.tsx';
import { Runbook } from './runbook.tsx';
import { SeverityBadge } from './severity-badge.tsx';

const MODE_WORDS: Record<FindingDetail['mode'], string> = { live: 'live', silent: 'silent', off: 'off now' };

/** Everything about one finding. `base` is the scope's address, `/view/acme`; hrefs lead through the list. */
export function FindingPanel(props: {
  finding: FindingDetail;
  people: readonly NamedPerson[];
  exclusions: FindingExclusions['rows'];
  /** What the person may do about events like these. */
  excludes: FindingExclusions['right'];
  /** What they may do about it. */
  right: FindingRight | null;
  /** Of the list shown: which one this is, and the ones beside it. */
  place: { words: string; previous: string | null; next: string | null; list: string };
  /** Where its rule is, if it still is and the person may see it. */
  ruleHref: string | null;
  scope: string;
  base: string;
  zone: string;
  className?: string;
}) {
  const { finding, place, zone } = props;
  const exclude = props.excludes && (
    <ExcludeFinding finding={excluded(finding)} place={props.scope} right={props.excludes} />
  );
  return (
    <Panel aria-label="Finding" className={props.className}>
      <header className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-4 py-2 text-13">
        <Button asChild variant="ghost" square className="md:hidden">
          <Link href={place.list} aria-label="All findings">
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <span className="text-fg-3">{place.words}</span>
        <Step href={place.previous} label="Previous finding" icon={<ArrowUp aria-hidden />} />
        <Step href={place.next} label="Next finding" icon={<ArrowDown aria-hidden />} />
        {props.right && (
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <FindingActions finding={finding} right={props.right} people={props.people} scope={props.scope}>
              {exclude}
            </FindingActions>
          </div>
        )}
        {!props.right && exclude && <div className="ml-auto">{exclude}</div>}
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        <Head finding={finding} zone={zone} />
        {finding.runbook && (
          <Note tone="info">
            <Runbook text={finding.runbook} />
          </Note>
        )}
        <Facts finding={finding} ruleHref={props.ruleHref} assigns={props.right === 'change'} />
        <section>
          <SectionHead title={`Matches of this rule in ${accountWords(finding)}`}>
            <span className="text-fg-3">
              {formatCount(finding.days.reduce((sum, { matches }) => sum + matches, 0))} in{' '}
              {finding.days.length} days to {formatDayMonth(finding.lastAt, 'UTC')} (UTC)
            </span>
          </SectionHead>
          <MatchDays days={finding.days} />
        </section>
        <section>
          <SectionHead title={finding.matches.more ? 'Newest events' : 'Events'}>
            <Link href={`${props.base}${findingEventsHref(finding)}`} className="link">
              Open in Events
            </Link>
          </SectionHead>
          <FindingEvents matches={finding.matches} base={props.base} zone={zone} />
        </section>
        <div className="grid gap-6 md:grid-cols-2">
          <section className="grid content-start gap-3">
            <SectionHead title="History" />
            {props.right && <CommentForm findingId={finding.id} scope={props.scope} />}
            <FindingHistory history={finding.history} zone={zone} />
          </section>
          <section>
            <SectionHead title="Told" />
            <FindingDeliveries
              deliveries={finding.deliveries}
              silent={finding.silent}
              replayIn={props.right && scopeKey(finding.scope) === props.scope ? props.scope : null}
              zone={zone}
            />
          </section>
          <section>
            <SectionHead title="Excluded" />
            <ExclusionLines
              exclusions={props.exclusions}
              ruleId={finding.ruleId}
              href={`${props.base}/alerts/exclusions`}
              zone={zone}
            />
          </section>
        </div>
      </div>
    </Panel>
  );
}

/** What the browser needs of it, and no more. */
function excluded({ id, ruleId, rule, accountId, accountName, scope }: FindingDetail): ExcludedFinding {
  return { id, ruleId, rule, accountId, accountName, scope };
}

function Head({ finding, zone }: { finding: FindingDetail; zone: string }) {
  const { group, events } = finding;
  const spanMs = Date.parse(finding.lastAt) - Date.parse(finding.firstAt);
  const account = (
    <>
      in <b className="font-medium">{finding.accountId}</b>
      {finding.accountName && ` (${finding.accountName})`}
    </>
  );
  return (
    <div>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <SeverityBadge severity={finding.severity} />
        <h2 className="text-16 font-semibold">{finding.rule}</h2>
        <span className="ml-auto flex gap-2">
          {finding.historic && (
            <Badge title="All its events were older than a day when they were collected: nobody was told.">
              Historic
            </Badge>
          )}
          {finding.silent && <Badge title="The rule was silent: nobody was told.">Silent</Badge>}
          <Badge>{STATE_WORDS[finding.state]}</Badge>
        </span>
      </div>
      <p className="text-13/5 text-fg-2 wrap-anywhere">
        {eventWords(events)}
        {group.map(({ field, value }) => (
          <Fragment key={field}>
            {' '}
            {leadIn(field)} <b className="font-medium text-fg">{value}</b>
          </Fragment>
        ))}{' '}
        {account}. {events > 1 ? 'The first was at' : 'It was at'} {formatEventTime(finding.firstAt, zone)}
        {events > 1 && spanMs > 0 && `, the last ${formatDuration(spanMs)} later`}.
      </p>
      {finding.description && <p className="mt-2 text-13/5 text-fg-2">{finding.description}</p>}
    </div>
  );
}

/** `assigns`: the assignee stands among what may be done, where it can be chosen. */
function Facts(props: { finding: FindingDetail; ruleHref: string | null; assigns: boolean }) {
  const { finding, ruleHref } = props;
  const { scope, techniques, owners, groupBy } = finding;
  return (
    <KvList
      columns={2}
      entries={[
        {
          key: 'Rule',
          value: ruleHref ? (
            <Link href={ruleHref} className="link">
              {finding.rule}
            </Link>
          ) : (
            finding.rule
          ),
          aside: MODE_WORDS[finding.mode],
        },
        { key: 'Account', value: finding.accountId, aside: finding.accountName },
        { key: 'Scope', value: scope.name },
        { key: 'Owner', value: owners.length > 0 ? owners.join(', ') : 'nobody' },
        { key: 'MITRE', value: techniques.length > 0 ? techniques.join(', ') : 'none named' },
        ...(props.assigns ? [] : [{ key: 'Assignee', value: finding.assignee?.name ?? 'nobody' }]),
        { key: 'Group by', value: groupBy.length > 0 ? groupBy.map(fieldName).join(', ') : 'Account' },
      ]}
    />
  );
}

function SectionHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-2 flex items-baseline justify-between gap-2 text-13">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Step({ href, label, icon }: { href: string | null; label: string; icon: ReactNode }) {
  if (href === null)
    return (
      <Button variant="ghost" square disabled aria-label={label}>
        {icon}
      </Button>
    );
  return (
    <Button asChild variant="ghost" square>
      <Link href={href} scroll={false} aria-label={label}>
        {icon}
      </Link>
    </Button>
  );
}
