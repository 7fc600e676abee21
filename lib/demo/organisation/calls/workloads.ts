import type { Estate } from '../estate.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { read, resource, write } from './call.ts';

export function decrypt(estate: Estate, random: Random, functionName: string): Call {
  const { id } = estate.account;
  const key = `arn:aws:kms:${estate.home}:${id}:key/${random.pick(estate.keys)}`;
  return read(
    'kms',
    'Decrypt',
    `{"encryptionContext":{"aws:lambda:FunctionArn":"arn:aws:lambda:${estate.home}:${id}:function:${functionName}"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`,
    { resources: resource(key, id, 'AWS::KMS::Key') },
  );
}

export function generateDataKey(estate: Estate, random: Random, bucket: string): Call {
  const { id } = estate.account;
  const key = `arn:aws:kms:${estate.home}:${id}:key/${random.pick(estate.keys)}`;
  return read(
    'kms',
    'GenerateDataKey',
    `{"keyId":"${key}","encryptionContext":{"aws:s3:arn":"arn:aws:s3:::${bucket}"},"keySpec":"AES_256"}`,
    { resources: resource(key, id, 'AWS::KMS::Key') },
  );
}

export function getSecretValue(estate: Estate, secret: string): Call {
  return read(
    'secretsmanager',
    'GetSecretValue',
    `{"secretId":"arn:aws:secretsmanager:${estate.home}:${estate.account.id}:secret:${secret}"}`,
  );
}

export function getParameter(name: string): Call {
  return read('ssm', 'GetParameter', `{"name":"${name}","withDecryption":true}`);
}

/** A data event on a DynamoDB table. */
export function tableItem(
  estate: Estate,
  table: string,
  name: 'GetItem' | 'PutItem' | 'Query',
  item: string,
): Call {
  const { id } = estate.account;
  return {
    ...read('dynamodb', name, `{"tableName":"${table}","key":{"id":"${item}"},"consistentRead":false}`),
    readOnly: name !== 'PutItem',
    resources: resource(`arn:aws:dynamodb:${estate.home}:${id}:table/${table}`, id, 'AWS::DynamoDB::Table'),
    data: true,
  };
}

/** A data event: one function called by another program. */
export function invoke(estate: Estate, functionName: string): Call {
  const { id } = estate.account;
  const arn = `arn:aws:lambda:${estate.home}:${id}:function:${functionName}`;
  return write('lambda', 'Invoke', `{"functionName":"${arn}","invocationType":"RequestResponse"}`, 'null', {
    resources: resource(arn, id, 'AWS::Lambda::Function'),
    data: true,
  });
}

export function updateFunctionCode(estate: Estate, random: Random, functionName: string): Call {
  const { id } = estate.account;
  const arn = `arn:aws:lambda:${estate.home}:${id}:function:${functionName}`;
  return write(
    'lambda',
    'UpdateFunctionCode20150331v2',
    `{"functionName":"${functionName}","publish":true,"dryRun":false}`,
    `{"functionName":"${functionName}","functionArn":"${arn}","runtime":"nodejs24.x","handler":"index.handler","codeSize":${random.int(20_000, 4_000_000)},"timeout":30,"memorySize":512,"version":"${random.int(4, 300)}","state":"Active","lastUpdateStatus":"InProgress"}`,
  );
}

export function putImage(estate: Estate, random: Random, repository: string): Call {
  const { id } = estate.account;
  const digest = `sha256:${random.hex17()}${random.hex17()}${random.hex17()}`;
  return write(
    'ecr',
    'PutImage',
    `{"registryId":"${id}","repositoryName":"${repository}","imageTag":"${random.hex17().slice(1, 8)}","imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json"}`,
    `{"image":{"registryId":"${id}","repositoryName":"${repository}","imageId":{"imageDigest":"${digest}"}}}`,
    {
      resources: `[{"accountId":"${id}","ARN":"arn:aws:ecr:${estate.home}:${id}:repository/${repository}"}]`,
    },
  );
}

export function updateService(estate: Estate, service: string): Call {
  const { id } = estate.account;
  return write(
    'ecs',
    'UpdateService',
    `{"cluster":"${estate.cluster}","service":"${service}","forceNewDeployment":true}`,
    `{"service":{"serviceName":"${service}","serviceArn":"arn:aws:ecs:${estate.home}:${id}:service/${estate.cluster}/${service}","status":"ACTIVE","desiredCount":3,"runningCount":3}}`,
  );
}

export function createLogStream(group: string, stream: string): Call {
  return write('logs', 'CreateLogStream', `{"logGroupName":"${group}","logStreamName":"${stream}"}`);
}

export function instanceInformation(instance: string): Call {
  return write(
    'ssm',
    'UpdateInstanceInformation',
    `{"instanceId":"${instance}","agentVersion":"3.3.3050.0","agentStatus":"Active","platformType":"Linux","platformName":"Bottlerocket"}`,
  );
}
