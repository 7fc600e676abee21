import { z } from 'zod';
import { loadDefinition } from '#lib/alerts/scope-rules/loaders.ts';
import { exportSigma } from '#lib/alerts/sigma/export-sigma.ts';
import { sigmaFileName } from '#lib/alerts/sigma/file-name.ts';
import { endpoint, scopeOf } from '../../../../handle.ts';
import { parseParameters } from '../../../../parameters.ts';

/** A rule as a file for other tools. `bad-request` with the reason where Sigma cannot say it. */
export const GET = endpoint<{ ruleKey: string }>(async (request) => {
  parseParameters(z.object({}), request.query);
  const rule = await loadDefinition(await scopeOf(request), request.params.ruleKey);
  return new Response(exportSigma(rule), {
    headers: {
      'content-type': 'application/yaml',
      'content-disposition': `attachment; filename="${sigmaFileName(rule.name)}.yml"`,
      'x-content-type-options': 'nosniff',
    },
  });
});
