import { loadFindings } from '#lib/alerts/findings/loaders.ts';
import { endpoint, scopeOf } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';
import { findingParams, toFindingFilters } from '../finding-params.ts';

/** A page of the scope's findings. */
export const GET = endpoint(async (request) => {
  const asked = parseParameters(findingParams, request.query);
  const { findings, next, counts } = await loadFindings(await scopeOf(request), {
    ...toFindingFilters(asked),
    order: asked.order,
    after: asked.after ?? '',
    finding: null,
  });
  return { findings, next, counts };
});
