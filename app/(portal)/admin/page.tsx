import { redirect } from 'next/navigation';
import { requireAdminActor } from '#lib/users/loaders.ts';

export default async function AdministrationPage() {
  await requireAdminActor();
  redirect('/admin/users');
}
