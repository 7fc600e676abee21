import { type RefObject, useState, useTransition } from 'react';
import type { FormState } from '#lib/form-state.ts';
import { testSourceAction } from '#lib/sources/actions.ts';
import { placeIn } from './form-fields.ts';
import { useSourceScope } from './source-scope.ts';
import { useFollowTest } from './use-source-test.ts';

/** Tests what stands in the form. `state` is what the form was told last: by the test, or else by `saved`, the answer of saving. */
export function useFormTest(form: RefObject<HTMLFormElement | null>, saved: FormState) {
  const follow = useFollowTest();
  const { externalId } = useSourceScope();
  const [told, setTold] = useState<{ after: FormState; state: FormState } | null>(null);
  const [testing, start] = useTransition();
  const test = () =>
    start(async () => {
      if (!form.current) return;
      const { testId, ...state } = await testSourceAction(new FormData(form.current));
      setTold({ after: saved, state });
      if (testId && form.current)
        follow({ id: testId, name: null, place: placeIn(form.current, externalId), again: test });
    });
  return { state: told?.after === saved ? told.state : saved, testing, test };
}
