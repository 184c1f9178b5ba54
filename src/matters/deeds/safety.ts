import { isHost } from '../audience.ts';
import type { Directory } from '../definition.ts';

/** Is this one of the deeds that nothing holds up, for somebody of this agency? */
export function isSafety(
  directory: Directory,
  { activity, agency }: { readonly activity: string; readonly agency: string },
): boolean {
  const safety = directory.safety(activity);
  return safety === 'everyone' || (safety === 'host' && isHost(agency, directory));
}
