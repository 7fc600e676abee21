import type { FormState } from '#lib/form-state.ts';
import { testSavedSourceAction } from '#lib/sources/actions.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { sourceName } from './source-words.ts';
import { useFollowTest } from './use-source-test.ts';

/** Tests a source as it is stored. `onRefused` hears why that could not be asked for. */
export function useSavedTest(source: SourceItem, onRefused: (why: FormState) => void) {
  const follow = useFollowTest();
  const test = async () => {
    const { testId, ...why } = await testSavedSourceAction(source.id);
    const place = { bucket: source.bucket ?? '', prefix: source.prefix, region: source.region ?? '' };
    if (testId) follow({ id: testId, name: sourceName(source), place, again: test });
    else onRefused(why);
  };
  return { test };
}
