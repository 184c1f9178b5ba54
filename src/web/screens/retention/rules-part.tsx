import type { RetentionShown, RulesShown } from '../../../terms/api/retention.ts';
import { RETAINED_KINDS, type RetainedKind } from '../../../terms/retention.ts';
import { SignStep } from '../../deciding/sign-step.tsx';
import { useText } from '../../messages/language.tsx';
import { usePersonTitle } from '../../records/person-title.ts';
import { useNames } from '../../session/vocabulary.ts';
import type { SentAct } from '../../signing/acting.tsx';
import { EmptyState, Fact, Facts, Panel, Stack } from '../../ui/frame.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Mark } from '../../ui/outcome-badge.tsx';
import { DateText } from './date-text.tsx';

type RulesProps = { readonly shown: RetentionShown; readonly act: SentAct };

/** The rules in force and what they leave open; and where the event supplies others, those in full, and how they come into force. */
export function RulesPart({ shown: { inForce, supplied }, act }: RulesProps) {
  const { t } = useText();
  const titleOf = usePersonTitle();
  return (
    <Stack>
      {supplied !== null && <Supplied supplied={supplied} act={act} />}
      <Panel title={t('retention.inForce')}>
        {inForce === null ? (
          <EmptyState>{t('retention.noRules')}</EmptyState>
        ) : (
          <Stack>
            <Facts>
              <Document rules={inForce} />
              <Fact name={t('retention.enforcedBy')}>{titleOf(inForce.by)}</Fact>
              <Fact name={t('retention.since')}>
                <DateText ms={inForce.since} age />
              </Fact>
            </Facts>
            <RuleList rules={inForce} label={t('retention.inForce')} />
          </Stack>
        )}
      </Panel>
      <Panel title={t('retention.open')}>
        <Open kinds={inForce?.open ?? RETAINED_KINDS} />
      </Panel>
    </Stack>
  );
}

function Supplied({ supplied, act }: { readonly supplied: RulesShown; readonly act: SentAct }) {
  const { t } = useText();
  const { version, digest, rules, open } = supplied;
  const assumed = rules.filter(({ basis }) => basis === 'assumption').length;
  return (
    <Panel title={t('retention.supplied')} tone="warning">
      <Stack>
        <p className="r-reading">{t('retention.suppliedMeans')}</p>
        <Facts>
          <Document rules={supplied} />
        </Facts>
        <RuleList rules={supplied} label={t('retention.supplied')} />
        {open.length > 0 && (
          <section aria-label={t('retention.leavesOpen')}>
            <h3>{t('retention.leavesOpen')}</h3>
            <Open kinds={open} />
          </section>
        )}
        <SignStep
          label={t('retention.enforce')}
          name={`enforce retention ${digest}`}
          act={act}
          look="main"
          explained={
            <>
              <p className="r-reading">{t('retention.enforceMeans', { count: rules.length, version })}</p>
              {assumed > 0 && (
                <Notice icon="diamond" tone="warning">
                  {t('retention.assumed', { count: assumed })}
                </Notice>
              )}
            </>
          }
          words={{ label: t('retention.enforceReason'), required: true }}
          draft={(reason) => ({ kind: 'retention.enforce', detail: { version, digest, reason } })}
        />
      </Stack>
    </Panel>
  );
}

function Document({ rules: { version, digest } }: { readonly rules: Pick<RulesShown, 'version' | 'digest'> }) {
  const { t } = useText();
  return (
    <>
      <Fact name={t('retention.version')}>{version}</Fact>
      <Fact name={t('retention.digest')}>
        <span className="r-mono">{digest}</span>
      </Fact>
    </>
  );
}

/** Rules one by one: of what, how long, in which words, and what that rests on. */
export function RuleList({ rules: { rules }, label }: { readonly rules: RulesShown; readonly label: string }) {
  const { t } = useText();
  const name = useNames();
  if (rules.length === 0) return <EmptyState>{t('retention.noRule')}</EmptyState>;
  return (
    <ul className="r-list" aria-label={label}>
      {rules.map(({ id, kind, purposes, days, basis, text, source }) => (
        <li key={id} className="r-clause">
          <div className="r-row">
            <span className="r-mono">{id}</span>
            <strong>{t(`slice.${kind}`)}</strong>
            <span>{t('retention.days', { count: days })}</span>
            {purposes !== null && <span>{t('retention.onlyFor', { purposes: purposes.map(name).join(', ') })}</span>}
            <Mark icon={basis === 'assumption' ? 'diamond' : 'check'} tone={basis === 'assumption' ? 'warning' : 'dim'}>
              {t(`basis.${basis}`)}
            </Mark>
            {source.length > 0 && <span className="r-dim">{t('ui.sources', { sources: source.join(', ') })}</span>}
          </div>
          <div className="r-pre">{text ?? <span className="r-dim">{t('retention.noWords')}</span>}</div>
        </li>
      ))}
    </ul>
  );
}

/** Kinds of record of which nobody has said how long they are kept. */
function Open({ kinds }: { readonly kinds: readonly RetainedKind[] }) {
  const { t } = useText();
  if (kinds.length === 0) return <EmptyState>{t('retention.noneOpen')}</EmptyState>;
  return (
    <Stack>
      <p className="r-dim r-reading">{t('retention.openMeans')}</p>
      <ul className="r-items">
        {kinds.map((kind) => (
          <li key={kind}>{t(`slice.${kind}`)}</li>
        ))}
      </ul>
    </Stack>
  );
}
