/** What an account's credentials need for the list of its trails, ready to paste into IAM. Nothing in it can change anything. */
export function readPolicy(): string {
  const statement = {
    Sid: 'DescribeTrails',
    Effect: 'Allow',
    Action: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
