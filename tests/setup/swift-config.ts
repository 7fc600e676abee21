/** Configuration files of a Swift node of one disk: account, container and object server, and the proxy with s3api. */
export type SwiftNode = {
  /** Holds the configuration, the rings and `srv/d1`, the disk. */
  directory: string;
  /** Whom the servers run as. */
  user: string;
  ports: Record<SwiftServer | 'proxy' | 'memcached', number>;
  accessKeyId: string;
  secretAccessKey: string;
};

export const SERVERS = ['account', 'container', 'object'] as const;
export type SwiftServer = (typeof SERVERS)[number];

function shared(node: SwiftNode, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
devices = ${node.directory}/srv
mount_check = false
swift_dir = ${node.directory}
user = ${node.user}
# In the process that was started, so that its id is the one to end.
workers = 0
log_level = CRITICAL
`;
}

export function serverConfig(node: SwiftNode, server: SwiftServer): string {
  return `${shared(node, node.ports[server])}
[pipeline:main]
pipeline = ${server}-server
[app:${server}-server]
use = egg:swift#${server}
`;
}

export function proxyConfig(node: SwiftNode): string {
  const [account, name] = node.accessKeyId.split(':');
  return `${shared(node, node.ports.proxy)}
[pipeline:main]
pipeline = catch_errors cache listing_formats bulk s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${node.ports.memcached}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:bulk]
use = egg:swift#bulk
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
check_bucket_owner = false
max_bucket_listing = 1000
[filter:tempauth]
use = egg:swift#tempauth
user_${account}_${name} = ${node.secretAccessKey} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
`;
}

export const HASH_CONFIG = '[swift-hash]\nswift_hash_path_suffix = trail\nswift_hash_path_prefix = keep\n';
