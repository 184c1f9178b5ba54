import { useState } from 'react';
import { plainDeed } from '../../../../mandates/plain-deed.ts';
import { FIXED_AXES, UNKNOWN, ZONE_AXIS_PREFIX } from '../../../../terms/axes.ts';
import { APPROVALS } from '../../../../terms/outcome.ts';
import type { MessageId } from '../../../messages/catalog.ts';
import { useText } from '../../../messages/language.tsx';
import { Button } from '../../../ui/button.tsx';
import type { Choice } from '../../../ui/choice.ts';
import { Choices } from '../../../ui/choices.tsx';
import { ClauseLink } from '../../../ui/clause-link.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { SearchSelect, Select } from '../../../ui/fields.tsx';
import { OutcomeBadge } from '../../../ui/outcome-badge.tsx';
import { useBothTimes } from '../../../ui/times.tsx';
import type { Played } from '../analysis/parts.ts';
import { isReadable } from '../analysis/play.ts';
import { useDrafting, useTold } from '../drafting-context.tsx';
import { choicesOf } from '../form/axis-choices.ts';
import { MomentField } from '../form/moment-field.tsx';

/** What is asked about, word by axis, as it stands in the address; `time` is as it is typed. */
export type PlayWords = Readonly<Record<string, string>>;

type PlayPartProps = {
  readonly words: PlayWords;
  /** Room time, ms, as the question has it while none is typed. */
  readonly now: number;
  readonly onWords: (words: PlayWords) => void;
  readonly underDraft: boolean;
  readonly onUnder: (underDraft: boolean) => void;
  /** null: the draft has problems; undefined: nothing was asked. */
  readonly played: Played | null | undefined;
};

const MAIN = ['component', 'role', 'room', 'activity', 'purpose', 'place'] as const;
const GUARDS = Object.keys(FIXED_AXES);

/** Who, what, for what, where, when? What the room would decide, by which clauses, and what it nearly would have been inside of. */
export function PlayPart({ words, now, onWords, underDraft, onUnder, played }: PlayPartProps) {
  const { t } = useText();
  const drafting = useDrafting();
  const { word: nameOf } = useTold();
  const clocks = useBothTimes();
  // Fields found by typing hold what was typed themselves; cleared, they begin anew.
  const [round, setRound] = useState(0);
  const set = (axis: string, word: string) => {
    const { [axis]: _, ...others } = words;
    onWords(word === '' ? others : { ...others, [axis]: word });
  };
  const label = (axis: string) => t(`draft.axis.${axis}` as MessageId);
  const leaves = drafting.words.axes.get('place') ?? [];
  const choices = (axis: string) => {
    const all = choicesOf(axis, drafting, nameOf).filter(({ value }) => !value.startsWith('group:'));
    return axis === 'place' ? all.filter(({ value }) => leaves.includes(value)) : all;
  };
  return (
    <div className="r-stack">
      <p className="r-dim">{t('draft.playLead')}</p>
      <Choices
        label={t('draft.under')}
        value={underDraft ? 'draft' : 'in-force'}
        choices={[
          { value: 'draft', label: t('draft.underDraft') },
          { value: 'in-force', label: t('draft.underInForce') },
        ]}
        onChange={(under) => onUnder(under === 'draft')}
      />
      <div className="r-draft-grid">
        {MAIN.map((axis) => (
          <SearchSelect
            key={`${axis} ${round}`}
            label={label(axis)}
            value={words[axis] ?? ''}
            empty={nameOf(axis, UNKNOWN)}
            clearable
            choices={choices(axis)}
            onChange={(word) => set(axis, word)}
          />
        ))}
        <MomentField
          label={t('draft.axis.time')}
          value={words['time'] ?? ''}
          whenEmpty={t('draft.playNow', { now: clocks(now) })}
          onChange={(time) => set('time', time ?? '')}
        />
        <Select
          label={label('approval')}
          value={words['approval'] ?? 'none'}
          choices={APPROVALS.map((value) => ({ value, label: t(`draft.approval.${value}`) }))}
          onChange={(word) => set('approval', word === 'none' ? '' : word)}
        />
      </div>
      <Guards words={words} set={set} choices={choices} />
      <div>
        <Button
          look="quiet"
          onClick={() => {
            onWords({});
            setRound(round + 1);
          }}
        >
          {t('draft.playClear')}
        </Button>
      </div>
      <Came left={whatIsLeft(words)} played={played} />
    </div>
  );
}

type GuardsProps = {
  readonly words: PlayWords;
  readonly set: (axis: string, word: string) => void;
  readonly choices: (axis: string) => readonly Choice[];
};

/** What stands beside a deed, or is passed on by it: as usual, unless it is said. */
function Guards({ words, set, choices }: GuardsProps) {
  const { t } = useText();
  const { vocabulary } = useDrafting().scenario;
  const plain = plainDeed(vocabulary, words['activity']);
  const { word: nameOf, zone } = useTold();
  const usual = (axis: string) => {
    const word = plain[axis];
    return t('draft.playDefault', { word: word === undefined ? t('draft.derived') : nameOf(axis, word) });
  };
  const inside = (['inside', 'outside'] as const).map((value) => ({
    value: value as string,
    label: t(`draft.lies.${value}`),
  }));
  const zones = vocabulary.zoneKinds.map((kind) => `${ZONE_AXIS_PREFIX}${kind}`);
  return (
    <Disclosure summary={t('draft.playMore')}>
      <div className="r-draft-grid">
        {[...GUARDS, 'recipient', ...zones].map((axis) => {
          const isZone = axis.startsWith(ZONE_AXIS_PREFIX);
          return (
            <Select
              key={axis}
              label={isZone ? zone(axis) : t(`draft.axis.${axis}` as MessageId)}
              value={words[axis] ?? ''}
              empty={usual(axis)}
              choices={[...(isZone ? inside : choices(axis)), { value: UNKNOWN, label: nameOf(axis, UNKNOWN) }]}
              onChange={(word) => set(axis, word)}
            />
          );
        })}
      </div>
    </Disclosure>
  );
}

/** What keeps it from being a question. */
function whatIsLeft(words: PlayWords): 'activity' | 'time' | null {
  if (!isReadable(words['time'])) return 'time';
  return words['activity'] === undefined ? 'activity' : null;
}

type CameProps = { readonly left: ReturnType<typeof whatIsLeft>; readonly played: Played | null | undefined };

function Came({ left, played }: CameProps) {
  const { t, told } = useText();
  const said =
    left !== null || played === undefined ? (
      <span className="r-dim">{t(left === 'time' ? 'draft.playMendTime' : 'draft.playAsk')}</span>
    ) : played === null ? (
      <span className="r-dim">{t('draft.firstMend')}</span>
    ) : undefined;
  return (
    <div className="r-decision" role="status" aria-label={t('draft.played')}>
      {said ?? (
        <div className="r-stack">
          {played && <OutcomeBadge outcome={played.outcome} />}
          <ul className="r-list">
            {played?.clauses.map(({ id, text }) => (
              <li key={id} className="r-clause">
                <ClauseLink id={id} /> <span className="r-pre">{text}</span>
              </li>
            ))}
            {played?.near.map(({ clause, text, failed }) => (
              <li key={clause} className="r-clause">
                <ClauseLink id={clause} /> {t('ui.nearMiss')}
                <div className="r-pre r-dim">{text}</div>
                <ul className="r-items">
                  {failed.map((one) => (
                    <li key={one.en}>{told(one)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          {played?.outcome === 'outside' && played.near.length === 0 && <p>{t('draft.playNothing')}</p>}
        </div>
      )}
    </div>
  );
}
