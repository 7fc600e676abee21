import 'server-only';
import { cookies } from 'next/headers';
import { BROWSER_ZONE_COOKIE, resolveViewerZone, type ViewerZone, ZONE_CHOICE_COOKIE } from './zone.ts';

/** The zone in which this request's times are shown. */
export async function loadViewerZone(): Promise<ViewerZone> {
  const jar = await cookies();
  return resolveViewerZone(jar.get(ZONE_CHOICE_COOKIE)?.value, jar.get(BROWSER_ZONE_COOKIE)?.value);
}
