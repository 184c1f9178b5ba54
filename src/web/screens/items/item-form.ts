import { HANDLINGS, type Handling } from '../../records/room-rows.ts';
import type { ActDraft } from '../../signing/compose.ts';

export const SOURCES = ['A', 'B', 'C', 'X'] as const;
export const INFORMATION = ['1', '2', '3', '4'] as const;

/** An item as it is typed; `expires` as typed. */
export type ItemForm = {
  readonly title: string;
  readonly text: string;
  readonly handling: Handling;
  readonly originatorControl: boolean;
  readonly source: string;
  readonly information: string;
  readonly expires: string;
};

export const EMPTY_ITEM: ItemForm = {
  title: '',
  text: '',
  handling: 'amber',
  originatorControl: true,
  source: 'X',
  information: '4',
  expires: '+7d',
};

export type ItemField = 'title' | 'text' | 'expires';

/** What an item still lacks. @param expires when it expires, ms; undefined where that cannot be read */
export function missingOfItem({ title, text }: ItemForm, expires: number | undefined): ItemField[] {
  return [
    ...(title.trim() === '' ? (['title'] as const) : []),
    ...(text.trim() === '' ? (['text'] as const) : []),
    ...(expires === undefined ? (['expires'] as const) : []),
  ];
}

/** Stands for the text where what is decided does not depend on it: protected words go nowhere before they are signed. */
export const NO_TEXT = '…';

/** The act that enters an item, with this text. */
export function itemDraft(form: ItemForm, expires: number, text: string): ActDraft {
  const { title, handling, originatorControl, source, information } = form;
  return {
    kind: 'item.enter',
    detail: {
      title: title.trim() === '' ? NO_TEXT : title,
      text,
      handling: HANDLINGS.includes(handling) ? handling : 'amber',
      originatorControl,
      grading: {
        source: SOURCES.find((one) => one === source) ?? 'X',
        information: Number(INFORMATION.find((one) => one === information) ?? '4'),
      },
      expires,
    },
  };
}

/** Stands in the list of recipients for somebody who is not in it. */
export const SOMEBODY_ELSE = '?';

/** Who is meant: the chosen person, or the one whose id was typed. */
export function recipientOf({ to, other }: { readonly to: string; readonly other: string }): string {
  return to === SOMEBODY_ELSE ? other.trim() : to;
}
