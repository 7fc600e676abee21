import { HeadCell } from '#components/table/data-table.tsx';
import { ActionsHead, TableOrList } from '#components/table/table-or-list.tsx';
import { Badge } from '#components/ui/badge.tsx';
import type { ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { formatFullTime, formatMinute } from '#lib/time/format.ts';
import { ExclusionActions, OwnExclusionSwitch } from './exclusion-actions.tsx';
import { deedWords, EXCLUSION_TONES, EXCLUSION_WORDS, lastDay, whereWords } from './exclusion-words.ts';

/** Exclusions, one a row; on a phone one under the other. `place` is the scope, `view:acme`. */
export function ExclusionTable(props: {
  label: string;
  exclusions: readonly ExclusionRow[];
  place: string;
  zone: string;
}) {
  const { place, zone } = props;
  return (
    <TableOrList
      label={props.label}
      widths={[null, null, 168, 136, 160, 168]}
      minWidth={1120}
      tall
      head={
        <>
          <HeadCell>Excluded</HeadCell>
          <HeadCell>Reason</HeadCell>
          <HeadCell>Where</HeadCell>
          <HeadCell>Hid</HeadCell>
          <HeadCell>State</HeadCell>
          <ActionsHead />
        </>
      }
      rows={props.exclusions}
      keyOf={({ id }) => id}
      cells={(exclusion) => (
        <>
          <td>
            <What exclusion={exclusion} />
          </td>
          <td>
            <Why exclusion={exclusion} />
          </td>
          <td title={whereWords(exclusion)}>{whereWords(exclusion)}</td>
          <td>
            <Hid exclusion={exclusion} zone={zone} />
          </td>
          <td>
            <State exclusion={exclusion} zone={zone} />
          </td>
          <td className="text-right">
            <Actions exclusion={exclusion} place={place} />
          </td>
        </>
      )}
      item={(exclusion) => (
        <>
          <What exclusion={exclusion} />
          <Why exclusion={exclusion} />
          <span className="text-12 text-fg-3">{whereWords(exclusion)}</span>
          <State exclusion={exclusion} zone={zone} />
          <Hid exclusion={exclusion} zone={zone} />
          <Actions exclusion={exclusion} place={place} />
        </>
      )}
    />
  );
}

type One = { exclusion: ExclusionRow };

function What({ exclusion: { rule, words } }: One) {
  return (
    <span className="grid">
      <span className="font-medium md:truncate" title={rule}>
        {rule}
      </span>
      <span className="text-12 text-fg-2 wrap-anywhere md:truncate" title={words}>
        {words}
      </span>
    </span>
  );
}

function Why({ exclusion: { reason, owner, builtIn } }: One) {
  return (
    <span className="grid">
      <span className="wrap-anywhere md:truncate" title={reason}>
        {reason}
      </span>
      <span className="text-12 text-fg-3">
        {owner ?? (builtIn ? 'Came with the built-in rule' : 'Came with the rule')}
      </span>
    </span>
  );
}

function Hid({ exclusion: { hidEvents, lastHidAt }, zone }: One & { zone: string }) {
  if (hidEvents === null)
    return (
      <span className="text-12 text-fg-3" title="It holds in a whole view, and what it hid is told there.">
        told in the view
      </span>
    );
  if (hidEvents === 0) return <span className="text-fg-3">hid nothing yet</span>;
  return (
    <span className="grid tabular-nums">
      hid {formatCount(hidEvents)} {hidEvents === 1 ? 'event' : 'events'}
      {lastHidAt && (
        <time dateTime={lastHidAt} title={formatFullTime(lastHidAt, zone)} className="text-12 text-fg-3">
          last at {formatMinute(lastHidAt, zone)}
        </time>
      )}
    </span>
  );
}

function State({ exclusion, zone }: One & { zone: string }) {
  const { state, until, decision } = exclusion;
  const deed = deedWords(exclusion, zone);
  const answer = decision?.words ? `: ${decision.words}` : '';
  return (
    <span className="grid justify-items-start gap-0.5">
      <Badge tone={EXCLUSION_TONES[state]}>{EXCLUSION_WORDS[state]}</Badge>
      {until && (state === 'active' || state === 'asked') && (
        <span className="text-12 text-fg-3">to {lastDay(until)}</span>
      )}
      {deed && (
        <span className="max-w-full text-12 text-fg-3 md:truncate" title={`${deed}${answer}`}>
          {deed}
          {answer}
        </span>
      )}
    </span>
  );
}

function Actions({ exclusion, place }: One & { place: string }) {
  if (exclusion.owner !== null) return <ExclusionActions exclusion={exclusion} place={place} />;
  if (exclusion.mayChange) return <OwnExclusionSwitch exclusion={exclusion} place={place} />;
  return null;
}
