import { Funnel } from 'lucide-react';
import { Note } from '#components/ui/note.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { LoadedExclusions } from '#lib/alerts/exclusions/loaders.ts';
import type { ExclusionListParams, ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { ExclusionFilters } from './exclusion-filters.tsx';
import { ExclusionTable } from './exclusion-table.tsx';

/** So many that came with the rules are listed one by one. */
const FOLDED_FROM = 10;

/** What is left out of the rules of a scope: what is asked for, what people made, what came with the rules. */
export function ExclusionsReport(props: {
  scope: Scope;
  loaded: LoadedExclusions;
  /** Requests that were refused not long ago, for who asked. */
  refused: readonly ExclusionRow[];
  params: ExclusionListParams;
  zone: string;
}) {
  const { scope, loaded, params, zone } = props;
  const base = `/${scope.kind}/${scope.id}/alerts`;
  const place = scopeKey(scope);
  const requests = [...loaded.added.filter(({ state }) => state === 'asked'), ...props.refused];
  const added = loaded.added.filter(({ state }) => state !== 'asked');
  const own = params.show === 'past' ? [] : loaded.own.toSorted(byHidden);
  // Most rules bring some, and most of those never hide anything.
  const unseen = own.length > FOLDED_FROM ? own.filter(isUneventful) : [];
  const shown = own.filter((row) => !unseen.includes(row));
  const rules = new Map(
    [...requests, ...added, ...loaded.own].map((row) => [String(row.ruleId), ruleWords(row, scope)]),
  );
  return (
    <>
      <ExclusionFilters
        params={params}
        href={`${base}/exclusions`}
        rules={[...rules].map(([value, label]) => ({ value, label }))}
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
      <Panel aria-labelledby="exclusions">
        <PanelHeader
          id="exclusions"
          title="Exclusions"
          note={<span className="max-md:hidden">Events that match a rule and are not found</span>}
          line={added.length === 0}
        />
        {added.length === 0 ? (
          <EmptyState title="Nothing is excluded" icon={<Funnel aria-hidden />}>
            {params.show === 'past'
              ? 'No exclusion has ended or was refused.'
              : 'When a rule finds what is no news, open one of its findings and choose Exclude.'}
          </EmptyState>
        ) : (
          <ExclusionTable label="Exclusions" exclusions={added} place={place} zone={zone} />
        )}
        {loaded.more && (
          <Note className="m-4">The newest 500 are listed. Choose a rule to see the others.</Note>
        )}
      </Panel>
      {own.length > 0 && (
        <Panel aria-labelledby="own-exclusions">
          <PanelHeader
            id="own-exclusions"
            title="Came with the rules"
            note={
              <span className="max-md:hidden">
                Of the rules that are on, what they leave out by themselves
              </span>
            }
            line={false}
          />
          {shown.length > 0 && (
            <ExclusionTable label="Came with the rules" exclusions={shown} place={place} zone={zone} />
          )}
          {unseen.length > 0 && (
            <details>
              <summary className="link w-fit cursor-pointer p-4 text-13">
                {formatCount(unseen.length)} {shown.length > 0 ? 'more are' : 'are'} on and have hidden
                nothing yet
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
      )}
    </>
  );
}

/** A rule that two places have on is told apart by the place that is not this one. */
function ruleWords({ rule, scope }: ExclusionRow, here: Scope): string {
  return scope.kind === here.kind && scope.id === here.id ? rule : `${rule} (${scope.name})`;
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
