import type { FindingExclusions } from '#lib/alerts/exclusions/loaders.ts';
import { findingRight } from '#lib/alerts/findings/finding-right.ts';
import type { LoadedFindings } from '#lib/alerts/findings/loaders.ts';
import { type FindingPageParams, findingQuery } from '#lib/alerts/findings/page-params.ts';
import type { FindingDetail, FindingPage, NamedPerson } from '#lib/alerts/findings/schema.ts';
import type { RuleRow } from '#lib/alerts/scope-rules/schema.ts';
import { type Scope, scopeKey } from '#lib/auth/scope.ts';
import { ExportFindings } from './export-findings.tsx';
import { FindingFilters } from './finding-filters.tsx';
import { FindingList } from './finding-list.tsx';
import { FindingPanel } from './finding-panel.tsx';

/** Findings in a list, and one of them beside it; on a phone one after the other. */
export function FindingsReport(props: {
  scope: Scope;
  page: LoadedFindings;
  finding: FindingDetail | null;
  params: FindingPageParams;
  rules: readonly RuleRow[];
  people: readonly NamedPerson[];
  exclusions: FindingExclusions;
  zone: string;
}) {
  const { scope, page, finding, params, zone } = props;
  const base = `/${scope.kind}/${scope.id}`;
  const href = `${base}/alerts`;
  const chosen = params.finding !== null && finding !== null;
  return (
    <>
      <div className={chosen ? 'max-md:hidden' : undefined}>
        <FindingFilters
          params={params}
          href={href}
          rules={props.rules
            .filter(({ ruleId }) => ruleId !== null)
            .map(({ ruleId, name }) => ({ value: String(ruleId), label: name }))}
          accounts={scope.accountIds.map((id) => ({ value: id, label: page.accountNames[id] ?? id }))}
          people={props.people}
          tools={<ExportFindings scope={scopeKey(scope)} params={params} />}
        />
      </div>
      <div
        className={
          finding
            ? 'grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,464fr)_minmax(0,624fr)]'
            : undefined
        }
      >
        <FindingList
          page={page}
          params={params}
          selected={finding?.id ?? null}
          watched={props.rules.some(({ mode }) => mode !== 'off')}
          href={href}
          zone={zone}
          className={chosen ? 'max-md:hidden' : undefined}
        />
        {finding && (
          <FindingPanel
            key={finding.id}
            finding={finding}
            people={props.people}
            exclusions={props.exclusions.rows}
            excludes={props.exclusions.right}
            right={findingRight({
              canManage: scope.canManage,
              ofView: finding.scope.kind === 'view',
              decides: props.exclusions.right === 'decide',
            })}
            place={placeOf(finding.id, page, (change) => `${href}${findingQuery({ ...params, ...change })}`)}
            ruleHref={ruleHref(finding, props)}
            scope={scopeKey(scope)}
            base={base}
            zone={zone}
            className={chosen ? undefined : 'max-md:hidden'}
          />
        )}
      </div>
    </>
  );
}

/** Rules of another scope are seen by those who decide about them. */
function ruleHref(
  finding: FindingDetail,
  { scope, rules, exclusions }: { scope: Scope; rules: readonly RuleRow[]; exclusions: FindingExclusions },
): string | null {
  const rule = rules.find(({ ruleId }) => ruleId === finding.ruleId);
  if (rule) return `/${scope.kind}/${scope.id}/alerts/rules/${rule.key}`;
  const isElsewhere = scopeKey(finding.scope) !== scopeKey(scope);
  if (!isElsewhere || exclusions.right !== 'decide') return null;
  const key = finding.builtinId === null ? finding.ruleId : `builtin:${finding.builtinId}`;
  return `/${finding.scope.kind}/${finding.scope.id}/alerts/rules/${key}`;
}

function placeOf(id: string, page: FindingPage, link: (change: Partial<FindingPageParams>) => string) {
  const ids = page.findings.map((finding) => finding.id);
  const at = ids.indexOf(id);
  const to = (other: string | undefined) => (other === undefined ? null : link({ finding: other }));
  return {
    words: at === -1 ? 'Finding' : `Finding ${at + 1} of ${ids.length}${page.next ? ' shown' : ''}`,
    previous: at > 0 ? to(ids[at - 1]) : null,
    next: at >= 0 ? to(ids[at + 1]) : null,
    list: link({ finding: null }),
  };
}
