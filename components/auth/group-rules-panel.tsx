import Link from 'next/link';
import { LEVEL_WORDS } from '#components/admin/level-words.ts';
import { Moment } from '#components/admin/moment.tsx';
import { ROLE_WORDS } from '#components/admin/user-words.tsx';
import { DataTable, HeadCell, Row } from '#components/table/data-table.tsx';
import { Panel, PanelHeader } from '#components/ui/panel.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListedGroupRule } from '#lib/users/queries/list-group-rules.ts';
import { AddGroupRules } from './add-group-rules.tsx';
import { RemoveGroupRule } from './remove-group-rule.tsx';

/** What the groups of the provider give, rule by rule. */
export function GroupRulesPanel({ rules, zone }: { rules: ListedGroupRule[]; zone: string }) {
  return (
    <Panel aria-labelledby="rules">
      <PanelHeader id="rules" title="Group rules" note={rules.length > 0 ? rules.length : undefined} />
      <p className="px-4 pt-3 text-13/5 text-fg-2">
        What a rule gives comes with each sign-in from the provider, and goes when the person is no longer in
        the group. What was given by hand stays as it is.
      </p>
      <AddGroupRules />
      {rules.length > 0 && (
        <DataTable
          label="Group rules"
          widths={[null, null, 144, 112, 168, 104]}
          minWidth={760}
          className="border-t border-line"
        >
          <thead>
            <tr>
              <HeadCell>Group</HeadCell>
              <HeadCell>View or account</HeadCell>
              <HeadCell>Level</HeadCell>
              <HeadCell numeric>People</HeadCell>
              <HeadCell>Since</HeadCell>
              <HeadCell>
                <span className="sr-only">Remove</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <RuleRow key={rule.id} rule={rule} zone={zone} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

function RuleRow({ rule, zone }: { rule: ListedGroupRule; zone: string }) {
  const { group, level, kind, place, name } = rule;
  return (
    <Row>
      <td title={group} className="font-medium">
        {group}
      </td>
      <td title={name ?? undefined}>
        {kind ? (
          <Link
            href={`/admin/${kind}s/${place}`}
            prefetch={false}
            className="hover:text-accent-ink hover:underline"
          >
            {name}
          </Link>
        ) : (
          'Everything'
        )}
      </td>
      <td>{level === 'admin' ? ROLE_WORDS.admin : LEVEL_WORDS[level]}</td>
      <td className="num">{formatCount(rule.people)}</td>
      <td>
        <Moment at={rule.createdAt} zone={zone} never="" />
      </td>
      <td className="text-right">
        <RemoveGroupRule id={rule.id} group={group} what={name ?? 'the admin role'} />
      </td>
    </Row>
  );
}
