import { expect, test } from 'vitest';
import { readAudit } from '../../../workers/read-audit.ts';

const report = (...severities: string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      severities.map((severity) => [severity, { name: `of-${severity}`, severity }]),
    ),
  });

test('severe faults of packages are named, lesser ones do not stop the check', () => {
  expect(readAudit(report())).toEqual({ asked: true, severe: [] });
  expect(readAudit(report('low', 'moderate'))).toEqual({ asked: true, severe: [] });
  expect(readAudit(report('moderate', 'high', 'critical'))).toEqual({
    asked: true,
    severe: ['of-high (high)', 'of-critical (critical)'],
  });
});

test.each([
  [
    'no registry',
    '{"message": "request to http://127.0.0.1:9 failed, reason: connect ECONNREFUSED", "error": {"summary": ""}}',
  ],
  ['a mirror without advisories', '{"message": "405 Method Not Allowed", "statusCode": 405, "body": ""}'],
  ['nothing at all', ''],
])('%s is told apart from no faults', (_, text) => {
  expect(readAudit(text)).toEqual({ asked: false, severe: [] });
});
