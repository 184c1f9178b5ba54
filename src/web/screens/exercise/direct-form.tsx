import { LIMITS } from '../../../base/limits.ts';
import { SignedForm } from '../../deciding/signed-form.tsx';
import { useText } from '../../messages/language.tsx';
import { TextField } from '../../ui/fields.tsx';
import { useForm } from '../../words/prefill.ts';
import { type Direction, directionDraft } from './directing.ts';

type FormProps = { readonly direction: Direction; readonly onDone: (direction: Direction) => void };
const EMPTY = { reason: '' };

/** One direction: why, what would be decided, and the button that signs it. */
export function DirectForm({ direction, onDone }: FormProps) {
  const { t } = useText();
  const [{ reason }, setForm, clear] = useForm('direct the exercise', EMPTY);
  const draft = directionDraft(direction, reason);
  const label = t(`exercise.sign.${direction.do}`, { speed: direction.do === 'speed' ? direction.speed : 0 });
  return (
    <SignedForm
      name={label}
      draft={draft}
      missing={draft === null ? [t('exercise.reason')] : []}
      label={label}
      onDone={() => {
        clear();
        onDone(direction);
      }}
    >
      <TextField
        label={t('exercise.reason')}
        value={reason}
        required
        maxLength={LIMITS.lineChars}
        onChange={(next) => setForm({ reason: next })}
      />
    </SignedForm>
  );
}
