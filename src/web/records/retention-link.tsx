import { Link } from '@tanstack/react-router';
import type { ShownSlice } from '../../terms/api/matters.ts';
import { RETAINED_KINDS } from '../../terms/retention.ts';
import { useText } from '../messages/language.tsx';
import { useMe } from '../session/session.tsx';

/** For the data protection officer: from a record to what would be erased with it. Nothing for anybody else, nor of what is never erased. */
export function RetentionLink({ slice, id }: { readonly slice: ShownSlice; readonly id: string }) {
  const { t } = useText();
  const { dataProtection } = useMe();
  if (!dataProtection || !RETAINED_KINDS.some((kind) => kind === slice)) return null;
  const of = slice === 'log' ? `entry-${id}` : id;
  return <Link to={`/retention?of=${encodeURIComponent(of)}` as string}>{t('retention.ofRecord')}</Link>;
}
