import type { Outcome } from '../../terms/outcome.ts';
import { useText } from '../messages/language.tsx';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'dim' | 'warning' | 'critical' | 'outside';

const LOOKS: Readonly<Record<Outcome, { readonly icon: IconName; readonly tone: Tone }>> = {
  permitted: { icon: 'check', tone: 'dim' },
  'needs-approval': { icon: 'diamond', tone: 'warning' },
  prohibited: { icon: 'octagon', tone: 'critical' },
  outside: { icon: 'outside', tone: 'outside' },
};

/** The outcome of a decision: a shape and a word, grey where it is as usual. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useText();
  const { icon, tone } = LOOKS[outcome];
  return (
    <Mark icon={icon} tone={tone}>
      {t(`outcome.${outcome}`)}
    </Mark>
  );
}

/** A shape and a word in one of the tones of the abnormal; `dim` is the normal. */
export function Mark({
  icon,
  tone,
  children,
}: {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly children: string;
}) {
  return (
    <span className="r-badge" data-tone={tone}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
