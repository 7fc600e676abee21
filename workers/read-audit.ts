import { z } from 'zod';

const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ name: z.string(), severity: z.string() })),
});

/**
 * What `npm audit --json` printed: the packages with severe faults, e.g. `left-pad (high)`. `asked` is false where the registry gave no
 * answer, which is not the same as none.
 */
export function readAudit(text: string): { asked: boolean; severe: string[] } {
  const result = report.safeParse(parseJson(text));
  if (!result.success) return { asked: false, severe: [] };
  const severe = Object.values(result.data.vulnerabilities).filter(({ severity }) =>
    ['high', 'critical'].includes(severity),
  );
  return { asked: true, severe: severe.map(({ name, severity }) => `${name} (${severity})`) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
