'use client';
import { Segmented } from '#components/ui/segmented.tsx';
import type { OutcomeFilter } from '#lib/events/schema.ts';

/** All events, or those that went well or did not. */
export function OutcomeChoice(props: { value: OutcomeFilter; onChange: (outcome: OutcomeFilter) => void }) {
  return (
    <Segmented
      label="Show"
      value={props.value}
      options={[
        { value: 'all', label: 'All' },
        { value: 'success', label: 'Success' },
        { value: 'error', label: 'Errors' },
        { value: 'unauthorised', label: 'Unauthorised', title: 'Denied calls and failed sign-ins' },
      ]}
      onChange={props.onChange}
    />
  );
}
