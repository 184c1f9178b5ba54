import { type KeyboardEvent, useRef, useState } from 'react';
import { type CommandHint, type ReadCommand, readCommand } from '../../command-line/parse-command.ts';
import { usePreview } from '../../deciding/preview.ts';
import { useRoom, useRoomClock } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useCategoryName } from '../../messages/category-name.ts';
import { useText } from '../../messages/language.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useDraft } from '../../session/draft.ts';
import { useMe } from '../../session/session.tsx';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import { useKey } from '../../shell/keys.tsx';
import { ActProgress } from '../../signing/act-progress.tsx';
import { useAct } from '../../signing/acting.tsx';
import type { ActDraft } from '../../signing/compose.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndTime } from '../../ui/date-time.ts';
import { TextField } from '../../ui/fields.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

const NO_WORDS = { places: [], agencies: [], activities: [], incidentCategories: [] };

/** One line that becomes an act: what it will be stands below while it is typed; Enter signs it. */
export function CommandLine() {
  const { t } = useText();
  const [line, setLine, clear] = useDraft('command-line', '');
  const [tried, setTried] = useState(false);
  const vocabulary = useVocabulary() ?? NO_WORDS;
  const everyName = useEveryName();
  const { timezone } = useRoom();
  const clock = useRoomClock();
  const { desk } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const act = useAct();
  useKey('newLine', () => input.current?.focus());
  const command = readCommand(line, { ...vocabulary, everyName }, { zone: timezone, now: clock.now() });
  const sign = async () => {
    setTried(true);
    if (command.is !== 'act' || act.busy) return;
    const state = await act.send(command.draft);
    // Signed and kept is enough: the line would only be signed twice.
    if (state.is === 'recorded' || state.is === 'waiting') {
      clear();
      setTried(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void sign();
    if (event.key === 'Escape') input.current?.blur();
  };
  return (
    <div>
      <div className="r-command">
        <div className="r-grow">
          <TextField
            label={t('log.command')}
            labelHidden
            inputRef={input}
            value={line}
            placeholder={t('log.commandHint')}
            onChange={(next) => {
              setLine(next);
              setTried(false);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <Button look="main" disabled={act.busy || command.is === 'nothing'} onClick={() => void sign()}>
          {t('log.sign')}
        </Button>
      </div>
      <div className="r-command-hint">
        <Reading command={command} tried={tried} />
        {command.is === 'act' && <Foreseen draft={command.draft} />}
        {desk === null && <span className="r-dim">{t('log.noDesk')}</span>}
        <ActProgress act={act} />
      </div>
    </div>
  );
}

function Reading({ command, tried }: { readonly command: ReadCommand; readonly tried: boolean }) {
  const { t } = useText();
  const name = useNames();
  const categoryName = useCategoryName();
  const words = useVocabulary() ?? NO_WORDS;
  if (command.is === 'nothing') return null;
  if (command.is === 'hint') {
    return (
      <span className={tried ? 'r-critical' : 'r-dim'} role={tried ? 'alert' : undefined}>
        {hintText(command.hint, words.incidentCategories, t)}
      </span>
    );
  }
  const { kind, form, deedAt, place, detail } = command.draft;
  const late = kind === 'log.line' && form === 'report' && deedAt !== undefined;
  return (
    <span className="r-dim">
      {late && t('log.as.late', { time: `${dayAndTime(deedAt, 'UTC')}Z` })}
      {kind === 'log.line' && !late && t('log.as.log.line')}
      {kind === 'incident.open' &&
        t('log.as.incident.open', {
          category: categoryName(String(detail['category'])),
          gravity: t(`gravity.${String(detail['gravity'])}` as MessageId),
        })}
      {kind === 'occurrence.report' && t('log.as.occurrence.report', { activity: name(activityOf(detail['deed'])) })}{' '}
      {place !== undefined && t('log.at', { place: name(place) })}
    </span>
  );
}

/** Of more clauses only the numbers stand below the line: it is one line. */
const CLAUSES_WHOLE_MAX = 2;

/** What would come of the line, before Enter: nothing where it is as usual. Of a report it is the verdict on the deed. */
function Foreseen({ draft }: { readonly draft: ActDraft }) {
  const { t, told } = useText();
  const { preview, error, behind } = usePreview(draft);
  if (error !== null) return <ProblemNote error={error} />;
  if (preview === undefined || preview.outcome === 'permitted') return null;
  const { kind, form = 'proposal' } = draft;
  return (
    <span className="r-row" role="status" aria-busy={behind} aria-label={t('deciding.label')}>
      <RowOutcome row={{ kind, form, outcome: preview.outcome }} />
      {preview.clauses.map(({ id, text }) => (
        <span key={id}>
          <span className="r-mono">{id}</span>
          {preview.clauses.length <= CLAUSES_WHOLE_MAX && <span className="r-dim"> {text}</span>}
        </span>
      ))}
      {preview.near.length > 0 && <span className="r-dim">{told(preview.told)}</span>}
      {preview.unknown !== null && <span className="r-dim">{told(preview.unknown)}</span>}
    </span>
  );
}

function activityOf(deed: unknown): string {
  return typeof deed === 'object' && deed !== null && 'activity' in deed ? String(deed.activity) : '';
}

function hintText(
  { code, word, near }: CommandHint,
  categories: readonly string[],
  t: ReturnType<typeof useText>['t'],
): string {
  const hint = t(`hint.${code}`, { word, examples: categories.slice(0, 4).join(', ') });
  return near === null ? hint : t('hint.near', { hint, near });
}
