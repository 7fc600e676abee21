import { loadFindings } from '#lib/alerts/findings/loaders.ts';
import { endpoint, scopeOf } from '../../handle.ts';
import { parseParameters } from '../../parameters.ts';
import { findingParams } from '../finding-params.ts';

/** A page of the scope's findings. */
export const GET = endpoint(async (request) => {
  const asked = parseParameters(findingParams, request.query);
  const { findings, next, counts } = await loadFindings(await scopeOf(request), {
    ...asked,
    severity: asked.severity ?? null,
    rule: asked.rule ?? null,
    account: asked.account ?? null,
    assignee: asked.assignee ?? null,
    after: asked.after ?? '',
    finding: null,
  });
  return { findings, next, counts };
});
