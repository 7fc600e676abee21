import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketPolicy } from '#lib/policies/bucket-policy.ts';
import { auditTemplate, memberTemplate } from '#lib/policies/cloudformation.ts';
import { auditCommands, memberCommands } from '#lib/policies/commands.ts';
import { jsonEncode, writeHcl } from '#lib/policies/hcl.ts';
import { keyPolicy } from '#lib/policies/key-policy.ts';
import { auditTerraform, memberTerraform } from '#lib/policies/terraform.ts';
import { planOf } from './plans.ts';

/** It complains of a settings file that is not there. */
const QUIET = ['pipe', 'pipe', 'ignore'] as const;
const hasTerraform = spawnSync('terraform', ['version']).status === 0;
const KEY = { arn: 'arn:aws:kms:eu-central-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab' };
const PLANS = {
  'one account': planOf(1, { key: null }),
  'three accounts with a prefix and a new key': planOf(3, { prefix: 'trails/eu/' }),
  'a thousand accounts': planOf(1000),
  'China with a key that is there': planOf(3, { partition: 'aws-cn', region: 'cn-north-1', key: KEY }),
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'trailkeep-terraform-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe.each(Object.entries(PLANS))('%s', (_, plan) => {
  test.runIf(hasTerraform)('terraform reads both files, and would not lay them out otherwise', () => {
    for (const text of [auditTerraform(plan), memberTerraform(plan)])
      expect(
        execFileSync('terraform', ['fmt', '-'], { input: text, encoding: 'utf8', stdio: [...QUIET] }),
      ).toBe(text);
  });

  test('the templates hold the same policies as the JSON', () => {
    const arns = /arn:[\w-]+:(?:s3|cloudtrail):[^"\s]*/g;
    const policies = `${bucketPolicy(plan)?.text}${plan.key === 'new' ? keyPolicy(plan)?.text : ''}`;
    const wanted = new Set(policies.match(arns));
    for (const text of [auditTemplate(plan), auditTerraform(plan)])
      expect(wanted.difference(new Set(text.match(arns)))).toEqual(new Set());
  });
});

test.runIf(hasTerraform)('what terraform makes of a policy is that policy, letter for letter', () => {
  const document = keyPolicy(planOf(3))?.document;
  const value = jsonEncode({ Version: '2012-10-17', Statement: document?.Statement ?? [] }, '  ');
  const words = `says $${'{this}'} and %{that} and "more"\\`;
  const tricky = jsonEncode({ 'a key': words }, '  ');
  writeFileSync(join(directory, 'main.tf'), writeHcl([{ head: 'locals', attributes: { value, tricky } }]));
  const evaluate = (name: string) => {
    const printed = execFileSync('terraform', ['console'], {
      cwd: directory,
      input: `nonsensitive(local.${name})\n`,
      encoding: 'utf8',
      stdio: [...QUIET],
    });
    return JSON.parse(JSON.parse(printed) as string) as unknown;
  };
  expect(evaluate('value')).toEqual(document);
  expect(evaluate('tricky')).toEqual({ 'a key': words });
});

test('the template of a member account is its trail, with the prefix as CloudTrail wants it', () => {
  expect(
    memberTemplate(planOf(1, { prefix: 'trails/', key: KEY })),
  ).toBe(`AWSTemplateFormatVersion: "2010-09-09"
Description: "The trail of an account into acme-audit-cloudtrail-logs"
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      TrailName: acme-trail
      S3BucketName: acme-audit-cloudtrail-logs
      S3KeyPrefix: trails
      KMSKeyId: "${KEY.arn}"
      IsLogging: true
      IsMultiRegionTrail: true
      IncludeGlobalServiceEvents: true
      EnableLogFileValidation: true
      EventSelectors:
        - ReadWriteType: All
          IncludeManagementEvents: true
`);
});

test('account numbers stay texts in YAML: a leading zero is not lost', () => {
  const text = auditTemplate(planOf(1000));
  expect(text).toContain('- "012345678901"');
  expect(text).not.toMatch(/- \d{12}$/m);
});

test('the commands of the audit account come in an order that works, and the key only where one is wanted', () => {
  const titles = (key: null | 'new') => auditCommands(planOf(3, { key })).map(({ title }) => title);
  expect(titles('new')).toEqual([
    'Make the bucket, closed to the public',
    'Let CloudTrail write into it',
    'Make the key; its ARN is what this prints',
    'Make the policy that Trailkeep reads with',
  ]);
  expect(titles(null)).not.toContain('Make the key; its ARN is what this prints');
});

test('us-east-1 is not named as a location, any other region is', () => {
  const first = (region: string) => auditCommands(planOf(1, { region }))[0]?.lines[0];
  expect(first('us-east-1')).not.toContain('LocationConstraint');
  expect(first('eu-central-1')).toContain('LocationConstraint=eu-central-1');
});

test('the commands of a member account make the trail with prefix and key, choose events and switch it on', () => {
  const lines = memberCommands(planOf(1, { prefix: "it's/", key: KEY })).flatMap((step) => step.lines);
  expect(lines.map((line) => line.split(' ')[2])).toEqual([
    'create-trail',
    'put-event-selectors',
    'start-logging',
    'get-trail-status',
  ]);
  expect(lines[0]).toContain(`--s3-key-prefix 'it'\\''s'`);
  expect(lines[0]).toContain(`--kms-key-id ${KEY.arn}`);
});
