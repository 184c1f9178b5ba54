import { useMemo } from 'react';
import { ROOM_PURPOSE } from '../../terms/act-kinds.ts';
import { UNKNOWN } from '../../terms/axes.ts';
import { useText } from '../messages/language.tsx';
import { useEveryName, useVocabulary } from '../session/vocabulary.ts';
import { SearchSelect, Select } from '../ui/fields.tsx';
import { activityChoices, placeChoices } from './choices.ts';

type WordFieldProps = {
  readonly value: string;
  readonly onChange: (word: string) => void;
  readonly label?: string;
};

/** A deed of the event's vocabulary, found by typing; each with how coercive it is. */
export function ActivityField({ value, onChange, label }: WordFieldProps) {
  const { t } = useText();
  const activities = useVocabulary()?.activities;
  const everyName = useEveryName();
  const choices = useMemo(
    () => activityChoices(activities ?? [], (degree) => t(`words.coerciveness.${degree}`), everyName),
    [activities, everyName, t],
  );
  return (
    <SearchSelect
      label={label ?? t('words.activity')}
      empty={t('words.chooseActivity')}
      value={value}
      choices={choices}
      onChange={onChange}
    />
  );
}

/** A purpose of the vocabulary; that of running the room itself is for no deed. */
export function PurposeField({ value, onChange, label }: WordFieldProps) {
  const { t } = useText();
  const purposes = useVocabulary()?.purposes ?? [];
  return (
    <Select
      label={label ?? t('words.purpose')}
      empty={t('words.choosePurpose')}
      value={value}
      choices={purposes.filter(({ id }) => id !== ROOM_PURPOSE).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}

type PlaceFieldProps = WordFieldProps & {
  /** In a report the place may be unknown. */
  readonly orUnknown?: boolean;
};

/** A place out of the tree, found by typing a part of its name or of what it lies in. */
export function PlaceField({ value, onChange, label, orUnknown = false }: PlaceFieldProps) {
  const { t } = useText();
  const places = useVocabulary()?.places;
  const everyName = useEveryName();
  const choices = useMemo(() => {
    const all = placeChoices(places ?? [], (name) => t('words.elsewhere', { name }), everyName);
    return orUnknown ? [...all, { value: UNKNOWN, label: t('words.unknownPlace') }] : all;
  }, [places, everyName, orUnknown, t]);
  return (
    <SearchSelect
      label={label ?? t('words.place')}
      empty={t('words.choosePlace')}
      value={value}
      choices={choices}
      onChange={onChange}
    />
  );
}
