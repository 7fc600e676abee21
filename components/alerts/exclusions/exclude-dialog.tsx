'use client';
import { useActionState, useEffect, useState } from 'react';
import { Checkbox, RadioList } from '#components/ui/choices.tsx';
import { FormDialog } from '#components/ui/form-dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import { faultWords } from '#components/ui/use-act.ts';
import { addExclusionAction, proposeExclusionAction } from '#lib/alerts/exclusions/actions.ts';
import type { ExclusionRight } from '#lib/alerts/exclusions/manages-place.ts';
import type { ProposedTest } from '#lib/alerts/exclusions/preview.ts';
import type { FindingDetail } from '#lib/alerts/findings/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { accountWords } from '../finding-words.ts';
import { LastDayField, ReasonField } from './exclusion-fields.tsx';
import { submitWords } from './exclusion-words.ts';
import { PreviewLine } from './preview-line.tsx';

export type ExcludedFinding = Pick<
  FindingDetail,
  'id' | 'ruleId' | 'rule' | 'accountId' | 'accountName' | 'scope'
>;

type Props = {
  finding: ExcludedFinding;
  /** The scope as `view:acme`. */
  place: string;
  right: ExclusionRight;
  onClose: () => void;
};

/** Leaves events like a finding's out of its rule, or asks for that: by what they have in common. */
export function ExcludeDialog({ finding, place, right, onClose }: Props) {
  const [state, action, busy] = useActionState<FormState, FormData>(addExclusionAction, {});
  const { tests, fault } = useProposals(place, finding.id);
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const [where, setWhere] = useState<'account' | 'all'>('account');
  useEffect(() => {
    if (state.done) onClose();
  }, [state, onClose]);
  const inView = place.startsWith('view:') && finding.scope.kind === 'view';
  const chosen = (tests ?? []).filter(({ words, likely }) => (ticked ? ticked.has(words) : likely));
  const condition = chosen.length === 0 ? null : { all: chosen.map(({ test }) => test) };
  const accountId = where === 'account' || !inView ? finding.accountId : null;
  const tick = (words: string, on: boolean) => {
    const now = new Set(chosen.map((one) => one.words));
    if (on) now.add(words);
    else now.delete(words);
    setTicked(now);
  };
  return (
    <FormDialog
      title={right === 'ask' ? 'Ask for an exclusion' : 'Exclude'}
      description={
        right === 'ask'
          ? `Whoever manages ${finding.scope.name} decides. It would hold in ${accountWords(finding)} alone.`
          : `Events like these are no longer found by ${finding.rule}. What was found stays.`
      }
      form={{ state, action, busy: busy || condition === null }}
      submit={submitWords(right, busy)}
      onClose={onClose}
    >
      <input type="hidden" name="place" value={place} />
      <input type="hidden" name="ruleId" value={finding.ruleId} />
      <input type="hidden" name="condition" value={condition === null ? '' : JSON.stringify(condition)} />
      {accountId !== null && <input type="hidden" name="accountId" value={accountId} />}
      <fieldset className="grid min-w-0 gap-1.5 text-13">
        <legend className="mb-1 text-fg-2">Leave out events where</legend>
        {fault && <Note tone="bad">{fault}</Note>}
        {!tests && !fault && <p className="text-fg-3">Looking for what its events have in common…</p>}
        {tests?.length === 0 && (
          <Note>Its events are not kept any more, or have nothing in common that could be named.</Note>
        )}
        {tests?.map(({ words }) => (
          <Checkbox
            key={words}
            label={<span className="min-w-0 wrap-anywhere">{words}</span>}
            checked={chosen.some((one) => one.words === words)}
            onChange={(on) => tick(words, on)}
          />
        ))}
        <PreviewLine
          place={place}
          idle="Tick what all of it has in common."
          request={condition && { ruleId: finding.ruleId, findingId: finding.id, condition, accountId }}
        />
      </fieldset>
      {inView && right === 'decide' && (
        <RadioList
          label="Where"
          value={where}
          options={[
            { value: 'account', label: `Only in ${accountWords(finding)}` },
            { value: 'all', label: `In all accounts of ${finding.scope.name}` },
          ]}
          onChange={setWhere}
        />
      )}
      <ReasonField state={state} />
      <LastDayField state={state} hint="Afterwards they are found again." />
    </FormDialog>
  );
}

/** What the finding's events have in common, asked once. */
function useProposals(place: string, findingId: string): { tests?: ProposedTest[]; fault?: string } {
  const [answer, setAnswer] = useState<{ tests?: ProposedTest[]; fault?: string }>({});
  useEffect(() => {
    let left = false;
    void proposeExclusionAction(place, findingId).then(({ tests, ...state }) => {
      if (!left) setAnswer(tests ? { tests } : { fault: faultWords(state) });
    });
    return () => {
      left = true;
    };
  }, [place, findingId]);
  return answer;
}
