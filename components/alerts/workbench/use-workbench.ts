'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useState, useTransition } from 'react';
import { toAskFailed } from '#components/api/ask-api.ts';
import { askEvent, type ScopeRef } from '#components/events/event-questions.ts';
import type { EventRef } from '#components/events/page-state.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { saveRuleAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleSample } from '#lib/alerts/scope-rules/rule-samples.ts';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';
import type { FormState } from '#lib/form-state.ts';
import { newSample, samplesOfDrafts } from './draft.ts';
import type { Period } from './draft-events.ts';
import { readSampleText } from './sample-text.ts';
import { useRuleDraft } from './use-rule-draft.ts';

/** What a rule is before anybody changes it here. */
export type RuleStart = {
  definition: RuleDefinition;
  samples: RuleSample[];
  mode: RuleMode;
  /** Numbers of the channels that it tells. */
  told: readonly number[];
};

type Props = {
  scope: ScopeRef;
  /** Null for a rule that is not stored yet. */
  ruleKey: string | null;
  start: RuleStart;
  changedAt: string | null;
  /** Whose values the filters offer. */
  period: Period;
  /** Where the rule of a key is. */
  ruleHref: (key: string) => string;
};

/** A rule that is being made or changed, with its samples and whom it tells. */
export function useWorkbench({ scope, ruleKey, start, changedAt, period, ruleHref }: Props) {
  const router = useRouter();
  const rule = useRuleDraft(start.definition, period);
  const [samples, setSamples] = useState(() => start.samples.map(newSample));
  const [mode, setMode] = useState(start.mode);
  const [told, setTold] = useState(start.told);
  const [answer, setAnswer] = useState<FormState>({});
  const [busy, begin] = useTransition();

  const { spelled } = rule;
  const content = useMemo(
    () => JSON.stringify([spelled, samplesOfDrafts(samples), mode, told.toSorted()]),
    [spelled, samples, mode, told],
  );
  const [stored, setStored] = useState(content);

  const save = () => {
    const { definition } = rule;
    rule.beStrict();
    if (definition === null) return;
    begin(async () => {
      const place = `${scope.kind}:${scope.id}`;
      const sent = { definition, samples: samplesOfDrafts(samples), mode, channels: [...told] };
      const saved = await saveRuleAction(place, ruleKey, sent, changedAt ?? undefined);
      setAnswer(saved);
      if (saved.done) setStored(content);
      if (saved.key !== undefined && ruleKey === null) router.push(ruleHref(saved.key));
    });
  };
  const keep = async (event: EventRef): Promise<FormState> => {
    const read = await readRecord(scope, event);
    if (!('records' in read)) return read;
    setSamples((were) => [...were, newSample({ expects: 'fires', records: read.records })]);
    return { done: true };
  };
  return {
    ...rule,
    samples,
    setSamples,
    mode,
    setMode,
    told,
    setTold,
    /** Whether there is anything that is not saved, besides what the page began with. */
    changed: content !== stored,
    answer,
    busy,
    save,
    keep,
  };
}

const RECORD_TIMEOUT_MS = 30_000;

async function readRecord(
  scope: ScopeRef,
  event: EventRef,
): Promise<Pick<RuleSample, 'records'> | Pick<FormState, 'message' | 'hint'>> {
  try {
    const { raw } = await askEvent(scope, event, AbortSignal.timeout(RECORD_TIMEOUT_MS));
    const read = readSampleText(raw ?? '');
    return 'records' in read ? read : { message: 'The record of this event is not stored any more.' };
  } catch (thrown) {
    const { message, hint } = toAskFailed(thrown);
    return { message, ...(hint !== undefined && { hint }) };
  }
}
