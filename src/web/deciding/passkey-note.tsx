import type { ActKind } from '../../terms/act-kinds.ts';
import { EVIDENCED_KINDS } from '../../terms/api/evidenced-kinds.ts';
import { useText } from '../messages/language.tsx';
import { useMe } from '../session/session.tsx';

/** Says beside the button that signs that a passkey is asked for next, where it is. */
export function PasskeyNote({ kind }: { readonly kind: ActKind | undefined }) {
  const { t } = useText();
  const { passkeys } = useMe();
  const isAsked = passkeys.length > 0 && kind !== undefined && EVIDENCED_KINDS.includes(kind);
  return isAsked ? <span className="r-dim">{t('approvals.passkey')}</span> : null;
}
