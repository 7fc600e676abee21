/** The pages of the administration, in the order in which they stand. */
export const ADMIN_PAGES: readonly { label: string; href: string }[] = [
  { label: 'Users', href: '/admin/users' },
  { label: 'Views', href: '/admin/views' },
  { label: 'Accounts', href: '/admin/accounts' },
  { label: 'API tokens', href: '/admin/tokens' },
  { label: 'Sign-in', href: '/admin/sign-in' },
  { label: 'Retention', href: '/admin/retention' },
  { label: 'Audit log', href: '/admin/audit' },
];

export const ADMINISTRATION_HREF = '/admin';
