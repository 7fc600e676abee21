import { AwsError } from './aws-error.ts';
import type { LocalService, ServiceRequest } from './services.ts';

/** A trail of the local AWS. */
export type LocalTrail = {
  name: string;
  /** 12 digits. */
  accountId: string;
  homeRegion: string;
  bucket: string;
  keyPrefix?: string;
  /** Accounts that see it beside its own: an organisation's members. */
  members?: string[];
  multiRegion?: boolean;
  globalEvents?: boolean;
  logValidation?: boolean;
  kmsKey?: string;
  snsTopic?: string;
  insights?: boolean;
  selectors?: object;
  /** What GetTrailStatus answers at that moment; times as Date. */
  status: (nowMs: number) => { IsLogging: boolean } & Record<string, string | boolean | Date>;
};

const DEFAULT_SELECTORS = {
  EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [] }],
};

/**
 * The parts of the CloudTrail API that the list of trails needs. An account sees its own trails and its organisation's; a
 * region answers for those at home in it and, as shadows, for those of several regions. `trails` may change while it runs.
 */
export function cloudTrailService(trails: readonly LocalTrail[]): LocalService {
  return {
    name: 'cloudtrail',
    answer: (request) => {
      const answer = ACTIONS[request.action];
      if (!answer) throw new AwsError(400, 'InvalidAction', `Could not find operation ${request.action}.`);
      const accountId = request.caller.arn?.split(':')[4] ?? '';
      return answer(
        request,
        trails.filter((trail) => isSeenBy(trail, accountId)),
      );
    },
  };
}

type Answer = (request: ServiceRequest, seen: LocalTrail[]) => object;

const ACTIONS: Record<string, Answer> = {
  DescribeTrails: ({ region, input }, seen) => {
    const shadows = input.includeShadowTrails !== false;
    const names = Array.isArray(input.trailNameList) ? input.trailNameList : [];
    const here = seen.filter((trail) => trail.homeRegion === region || (shadows && trail.multiRegion));
    const asked =
      names.length === 0 ? here : here.filter((trail) => names.some((name) => isNamed(trail, name)));
    return { trailList: asked.map(describe) };
  },
  GetTrailStatus: (request, seen) => {
    const status = findTrail(request, seen, request.input.Name).status(request.nowMs);
    const seconds = (value: string | boolean | Date) =>
      value instanceof Date ? value.getTime() / 1000 : value;
    return Object.fromEntries(Object.entries(status).map(([name, value]) => [name, seconds(value)]));
  },
  GetEventSelectors: (request, seen) => {
    const trail = findTrail(request, seen, request.input.TrailName);
    return { TrailARN: arnOf(trail), ...(trail.selectors ?? DEFAULT_SELECTORS) };
  },
};

export function arnOf({
  homeRegion,
  accountId,
  name,
}: Pick<LocalTrail, 'homeRegion' | 'accountId' | 'name'>) {
  return `arn:aws:cloudtrail:${homeRegion}:${accountId}:trail/${name}`;
}

function isSeenBy(trail: LocalTrail, accountId: string): boolean {
  return trail.accountId === accountId || (trail.members ?? []).includes(accountId);
}

function isNamed(trail: LocalTrail, name: unknown): boolean {
  return name === trail.name || name === arnOf(trail);
}

/** By name only where the trail is at home; its shadows are asked for by ARN. */
function findTrail({ region }: ServiceRequest, seen: LocalTrail[], name: unknown): LocalTrail {
  const found = seen.find(
    (trail) => name === arnOf(trail) || (name === trail.name && trail.homeRegion === region),
  );
  if (found) return found;
  throw new AwsError(400, 'TrailNotFoundException', `Unknown trail: ${name} for the user`);
}

function describe(trail: LocalTrail): object {
  const multiRegion = trail.multiRegion ?? false;
  return {
    Name: trail.name,
    TrailARN: arnOf(trail),
    HomeRegion: trail.homeRegion,
    S3BucketName: trail.bucket,
    S3KeyPrefix: trail.keyPrefix,
    IncludeGlobalServiceEvents: trail.globalEvents ?? multiRegion,
    IsMultiRegionTrail: multiRegion,
    IsOrganizationTrail: trail.members !== undefined,
    LogFileValidationEnabled: trail.logValidation ?? false,
    KmsKeyId: trail.kmsKey,
    SnsTopicARN: trail.snsTopic,
    SnsTopicName: trail.snsTopic,
    HasCustomEventSelectors: trail.selectors !== undefined,
    HasInsightSelectors: trail.insights ?? false,
  };
}
