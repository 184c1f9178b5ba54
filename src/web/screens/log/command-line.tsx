import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import * as z from 'zod';
import { completeCommand } from '../../command-line/complete-command.ts';
import type { LikeCommand } from '../../command-line/like-command.ts';
import { type ActRead, type ReadCommand, readCommand } from '../../command-line/parse-command.ts';
import type { CommandHint } from '../../command-line/unfinished.ts';
import { usePreview } from '../../deciding/preview.ts';
import { useRoom, useRoomClock } from '../../live/room-clock.tsx';
import type { MessageId } from '../../messages/catalog.ts';
import { useCategoryName, useEveryCategoryName } from '../../messages/category-name.ts';
import { useText } from '../../messages/language.tsx';
import { RowOutcome } from '../../records/row-outcome.tsx';
import { useDraft } from '../../session/draft.ts';
import { useMe } from '../../session/session.tsx';
import { useEveryName, useNames, useVocabulary } from '../../session/vocabulary.ts';
import { useKey } from '../../shell/keys.tsx';
import { useView } from '../../shell/router.tsx';
import { ActProgress } from '../../signing/act-progress.tsx';
import { useAct } from '../../signing/acting.tsx';
import type { ActDraft } from '../../signing/compose.ts';
import { Button } from '../../ui/button.tsx';
import { dayAndMinute } from '../../ui/date-time.ts';
import { TextField } from '../../ui/fields.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Age } from '../../ui/times.tsx';
import { SCREENS } from '../screens.tsx';

const NO_WORDS = { places: [], agencies: [], activities: [], incidentCategories: [] };

type CommandLineProps = {
  /** The number that a signed line was recorded under. */
  readonly onRecorded: (index: number) => void;
};

const Asked = z.object({ kind: z.string().catch('') });

/** One line that becomes an act: what it will be stands below while it is typed; Enter signs it. Where it was hardly meant so, only the second Enter does. */
export function CommandLine({ onRecorded }: CommandLineProps) {
  const { t } = useText();
  const [line, setLine, clear] = useDraft('command-line', '');
  const [tried, setTried] = useState(false);
  const vocabulary = useVocabulary() ?? NO_WORDS;
  const everyName = useEveryName();
  const everyCategoryName = useEveryCategoryName();
  const { timezone } = useRoom();
  const clock = useRoomClock();
  const { desk } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const act = useAct();
  useKey('newLine', () => input.current?.focus());
  const [{ kind }] = useView(Asked);
  useEffect(() => {
    if (kind === 'log.line') input.current?.focus();
  }, [kind]);
  const recorded = act.state?.is === 'recorded' ? act.state.answer.index : undefined;
  useEffect(() => {
    if (recorded !== undefined) onRecorded(recorded);
  }, [recorded, onRecorded]);
  const gravityName = (gravity: string) => t(`gravity.${gravity}` as MessageId);
  const words = { ...vocabulary, everyName, everyCategoryName, gravityName };
  const command = readCommand(line, words, { zone: timezone, now: clock.now(), atDesk: desk !== null });
  const completed = completeCommand(line, words);
  const sign = async () => {
    setTried(true);
    if (command.is !== 'act' || act.busy || (isDoubtful(command) && !tried)) return;
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
    // Where there is nothing to complete, Tab goes on to the next field as everywhere.
    if (event.key === 'Tab' && !event.shiftKey && completed !== undefined) {
      event.preventDefault();
      setLine(completed);
    }
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
        {completed !== undefined && (
          <span className="r-dim">{t('log.tab', { word: completed.split(/\s/).at(-1) ?? '' })}</span>
        )}
        {command.is === 'act' && <Foreseen draft={command.draft} />}
        {desk === null && <span className="r-dim">{t('log.noDesk')}</span>}
        <ActProgress act={act} />
      </div>
    </div>
  );
}

function Reading({ command, tried }: { readonly command: ReadCommand; readonly tried: boolean }) {
  const { t } = useText();
  const words = useVocabulary() ?? NO_WORDS;
  const name = useNames();
  const categoryName = useCategoryName();
  if (command.is === 'nothing') return null;
  if (command.is === 'hint') {
    return (
      <span className={tried ? 'r-critical' : 'r-dim'} role={tried ? 'alert' : undefined}>
        {hintText(
          command.hint,
          words.incidentCategories,
          t,
          command.hint.code === 'many-categories' ? categoryName : name,
        )}
      </span>
    );
  }
  return (
    <>
      <What read={command} />
      <Doubts read={command} tried={tried} />
    </>
  );
}

function What({ read: { draft, at } }: { readonly read: ActRead }) {
  const { t } = useText();
  const name = useNames();
  const categoryName = useCategoryName();
  const { timezone } = useRoom();
  const { kind, form, place, detail } = draft;
  return (
    <span className="r-dim">
      {kind === 'log.line' && t(form === 'report' ? 'log.as.late' : 'log.as.log.line')}
      {kind === 'incident.open' &&
        t('log.as.incident.open', {
          category: categoryName(String(detail['category'])),
          gravity: t(`gravity.${String(detail['gravity'])}` as MessageId),
        })}
      {kind === 'occurrence.report' && t('log.as.occurrence.report', { activity: name(activityOf(detail['deed'])) })}{' '}
      {place !== undefined && t('log.at', { place: name(place) })}
      {at !== undefined && (
        <>
          {' · '}
          {t('log.happened', {
            time: `${dayAndMinute(at, 'UTC')}Z`,
            local: t('ui.localTime', { time: dayAndMinute(at, timezone) }),
          })}
          ,
          <Age ms={at} />
        </>
      )}
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

/** What was hardly meant so, said before it is signed. */
function Doubts({ read, tried }: { readonly read: ActRead; readonly tried: boolean }) {
  const { t } = useText();
  const { timezone } = useRoom();
  const { at, longAgo, unread, like } = read;
  if (!isDoubtful(read)) return null;
  return (
    <span className={tried ? 'r-critical' : 'r-warning'} role={tried ? 'alert' : undefined}>
      {longAgo && at !== undefined && t('log.longAgo', { day: dayAndMinute(at, timezone) })}{' '}
      {unread.length > 0 && t('log.unread', { words: unread.join(' ') })}{' '}
      {like !== undefined && <NoCommand like={like} />}
    </span>
  );
}

/** How it is done that the line seems to order. */
function NoCommand({ like: { said, number, path } }: { readonly like: LikeCommand }) {
  const { t } = useText();
  const title = SCREENS.find((screen) => screen.path === path?.split('?')[0])?.title;
  const where = number ?? (title === undefined ? null : t(title));
  return (
    <>
      {t('log.noCommand', { said })}{' '}
      {where !== null && path !== null && (
        <>
          {t('log.doneAt')} <Link to={path as string}>{where}</Link>.{' '}
        </>
      )}
      {t('log.signsAsLine')}
    </>
  );
}

function isDoubtful({ longAgo, unread, like }: ActRead): boolean {
  return longAgo === true || unread.length > 0 || like !== undefined;
}

function activityOf(deed: unknown): string {
  return typeof deed === 'object' && deed !== null && 'activity' in deed ? String(deed.activity) : '';
}

function hintText(
  { code, word, near, among = [] }: CommandHint,
  categories: readonly string[],
  t: ReturnType<typeof useText>['t'],
  nameOf: (id: string) => string,
): string {
  const which = among.map((id) => t('hint.which', { name: nameOf(id), id })).join(', ');
  const hint = t(`hint.${code}`, { word, which, examples: categories.slice(0, 4).join(', ') });
  return near === null ? hint : t('hint.near', { hint, near });
}
