import { Funnel } from 'lucide-react';
import { CursorPager } from '#components/ui/cursor-pager.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { ExclusionChoices, LoadedExclusions } from '#lib/alerts/exclusions/loaders.ts';
import {
  type ExclusionListParams,
  type ExclusionRow,
  exclusionQuery,
} from '#lib/alerts/exclusions/schema.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { ExclusionFilters } from './exclusion-filters.tsx';
import { ExclusionTable } from './exclusion-table.tsx';
import { ruleWords } from './exclusion-words.ts';
import { NewExclusion } from './new-exclusion.tsx';

type Props = {
  scope: Scope;
  loaded: LoadedExclusions;
  /** Requests that were refused not long ago, for who asked. */
  refused: readonly ExclusionRow[];
  choices: ExclusionChoices;
  params: ExclusionListParams;
  zone: string;
};

/** What is left out of the rules of a scope: what is asked for, what people made, what came with the rules. */
export function ExclusionsReport(props: Props) {
  const { scope, loaded, params, zone } = props;
  const href = `/${scope.kind}/${scope.id}/alerts/exclusions`;
  const place = scopeKey(scope);
  const requests = [...loaded.added.filter(({ state }) => state === 'asked'), ...props.refused];
  return (
    <>
      <ExclusionFilters
        params={params}
        href={href}
        rules={props.choices.rules.map((rule) => ({
          value: String(rule.ruleId),
          label: ruleWords(rule, place),
        }))}
      />
      {requests.length > 0 && (
        <Panel aria-labelledby="requests">
          <PanelHeader
            id="requests"
            title="Requests"
            note={<span className="max-md:hidden">{requestsNote(requests)}</span>}
            line={false}
          />
          <ExclusionTable label="Requests" exclusions={requests} place={place} zone={zone} />
        </Panel>
      )}
      <AddedPanel {...props} href={href} place={place} />
      {params.show !== 'past' && loaded.own.length > 0 && (
        <OwnPanel own={loaded.own.toSorted(byHidden)} place={place} zone={zone} />
      )}
    </>
  );
}

/** What people excluded, page by page. */
function AddedPanel(props: Props & { href: string; place: string }) {
  const { scope, loaded, choices, params, href, place } = props;
  const added = loaded.added.filter(({ state }) => state !== 'asked');
  const open = choices.rules.flatMap((rule) => (rule.right ? [{ ...rule, right: rule.right }] : []));
  return (
    <Panel aria-labelledby="exclusions">
      <PanelHeader
        id="exclusions"
        title="Exclusions"
        note={<span className="max-md:hidden">Events that match a rule and are not found</span>}
        line={added.length === 0}
      >
        {open.length > 0 && (
          <NewExclusion
            place={place}
            rules={open}
            ruleId={open.find(({ ruleId }) => params.rule.join() === String(ruleId))?.ruleId ?? null}
            accounts={scope.accountIds.map((id) => ({ value: id, label: choices.accountNames[id] || id }))}
          />
        )}
      </PanelHeader>
      {added.length === 0 ? (
        <EmptyState title="Nothing is excluded" icon={<Funnel aria-hidden />}>
          {params.show === 'past'
            ? 'No exclusion has ended or was refused.'
            : 'When a rule finds what is no news, open one of its findings and choose Exclude, or say here what it is to leave out.'}
        </EmptyState>
      ) : (
        <ExclusionTable label="Exclusions" exclusions={added} place={place} zone={props.zone} />
      )}
      <CursorPager
        range={`${formatCount(loaded.added.length)} shown`}
        firstHref={params.after ? `${href}${exclusionQuery({ ...params, after: '' })}` : null}
        nextHref={loaded.next && `${href}${exclusionQuery({ ...params, after: loaded.next })}`}
      />
    </Panel>
  );
}

/** So many that came with the rules are listed one by one. */
const FOLDED_FROM = 10;

function OwnPanel({ own, place, zone }: { own: readonly ExclusionRow[]; place: string; zone: string }) {
  // Most rules bring some, and most of those never hide anything.
  const unseen = own.length > FOLDED_FROM ? own.filter(isUneventful) : [];
  const shown = own.filter((row) => !unseen.includes(row));
  return (
    <Panel aria-labelledby="own-exclusions">
      <PanelHeader
        id="own-exclusions"
        title="Came with the rules"
        note={
          <span className="max-md:hidden">Of the rules that are on, what they leave out by themselves</span>
        }
        line={false}
      />
      {shown.length > 0 && (
        <ExclusionTable label="Came with the rules" exclusions={shown} place={place} zone={zone} />
      )}
      {unseen.length > 0 && (
        <details>
          <summary className="link w-fit cursor-pointer p-4 text-13">
            {formatCount(unseen.length)} {shown.length > 0 ? 'more are' : 'are'} on and have hidden nothing
            yet
          </summary>
          <ExclusionTable
            label="Came with the rules, nothing hidden"
            exclusions={unseen}
            place={place}
            zone={zone}
          />
        </details>
      )}
    </Panel>
  );
}

/** On, and nothing to tell of. */
function isUneventful({ hidEvents, state }: ExclusionRow): boolean {
  return !hidEvents && state === 'active';
}

function byHidden(a: ExclusionRow, b: ExclusionRow): number {
  return (b.hidEvents ?? 0) - (a.hidEvents ?? 0);
}

function requestsNote(requests: readonly ExclusionRow[]): string {
  const open = requests.filter(({ state }) => state === 'asked').length;
  if (open === 0) return 'Answered in the last 30 days';
  return open === 1 ? 'One waits for an answer' : `${formatCount(open)} wait for an answer`;
}
