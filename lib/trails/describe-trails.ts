import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { type CloudTrailAccess, createCloudTrailClient } from '#lib/aws/cloudtrail-client.ts';
import { concurrently } from '#lib/sources/concurrently.ts';
import { toAskFault } from './ask-fault.ts';
import { type DescribedTrail, describedTrail, withSelectors, withStatus } from './described-trail.ts';

export type Description = {
  trails: DescribedTrail[];
  /** Regions that gave no answer although others did: switched off for the account, or denied by a policy. */
  silentRegions: string[];
};

const AT_ONCE = 5;

/**
 * Asks AWS for the trails of an account: DescribeTrails in `regions` and in the home regions found there, then each trail's
 * status and selectors at its home. A trail that shows in several regions (a shadow) comes once. Throws a TrailkeepError in
 * plain words when no region answers.
 */
export async function describeTrails(
  access: CloudTrailAccess,
  regions: readonly string[],
): Promise<Description> {
  const clients = new Map<string, CloudTrailClient>();
  const clientIn = (region: string) => {
    const client = clients.get(region) ?? createCloudTrailClient(access, region);
    clients.set(region, client);
    return client;
  };
  try {
    const first = await askRegions(clientIn, access, regions);
    const homes = [...first.trails.values()].map(({ homeRegion }) => homeRegion);
    const more = [...new Set(homes)].filter((region) => !regions.includes(region));
    const second = await askRegions(clientIn, access, more);
    if (first.answered + second.answered === 0) throw first.fault ?? second.fault;
    const found = [...new Map([...first.trails, ...second.trails]).values()];
    const trails = await concurrently(found, AT_ONCE, (trail) =>
      askTrail(clientIn(trail.homeRegion), access, trail),
    );
    return { trails, silentRegions: [...first.silent, ...second.silent].sort() };
  } finally {
    for (const client of clients.values()) client.destroy();
  }
}

type RegionsAnswer = {
  trails: Map<string, DescribedTrail>;
  answered: number;
  silent: string[];
  fault: unknown;
};

async function askRegions(
  clientIn: (region: string) => CloudTrailClient,
  access: CloudTrailAccess,
  regions: readonly string[],
): Promise<RegionsAnswer> {
  const answer: RegionsAnswer = { trails: new Map(), answered: 0, silent: [], fault: null };
  await concurrently(regions, AT_ONCE, async (region) => {
    try {
      const { trailList = [] } = await clientIn(region).send(
        new DescribeTrailsCommand({ includeShadowTrails: true }),
      );
      answer.answered += 1;
      for (const trail of trailList.flatMap((one) => describedTrail(one) ?? [])) {
        if (trail.homeRegion === region || !answer.trails.has(trail.arn)) answer.trails.set(trail.arn, trail);
      }
    } catch (thrown) {
      answer.silent.push(region);
      answer.fault ??= toAskFault(thrown, access);
    }
  });
  return answer;
}

/** A member account may describe its organisation's trail and not always ask for its status: the rest is kept then. */
async function askTrail(
  client: CloudTrailClient,
  access: CloudTrailAccess,
  trail: DescribedTrail,
): Promise<DescribedTrail> {
  try {
    const status = await client.send(new GetTrailStatusCommand({ Name: trail.arn }));
    const known = withStatus(trail, status);
    return await client.send(new GetEventSelectorsCommand({ TrailName: trail.arn })).then(
      (selectors) => withSelectors(known, selectors),
      () => known,
    );
  } catch (thrown) {
    return { ...trail, statusError: toAskFault(thrown, access).message };
  }
}
