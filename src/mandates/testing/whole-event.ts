import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { readScenario } from '../read-scenario.ts';
import { type NoteMark, notedDocuments, notesOf } from './noted-documents.ts';

/** An event that uses every axis, every form and every default. What its items are read as, and how they are told, is noted below each. */
export const WHOLE_FILES: ReadonlyMap<string, string> = notedDocuments('whole-event');

const read = readScenario(WHOLE_FILES);
assert(read.ok, JSON.stringify(read));
/** What the whole event is read as. */
export const { scenario: WHOLE_EVENT } = read;

/** The notes of a document of the whole event. */
export function wholeNotes(file: string, mark: NoteMark): string[] {
  return notesOf(WHOLE_FILES.get(file), mark).map(({ note }) => note);
}

export type Mapping = { readonly [key: string]: unknown };

/** A document of the whole event as it stands there. */
export function written(file: string): Mapping {
  return parse(WHOLE_FILES.get(file) ?? '') as Mapping;
}

/** A list of a document as it stands there. */
export function listed(file: string, key: string): readonly Mapping[] {
  return written(file)[key] as readonly Mapping[];
}

/** A mapping without some keys, nor any whose value is undefined. */
export function without(mapping: Mapping, ...keys: readonly string[]): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).filter(([key, value]) => !keys.includes(key) && value !== undefined),
  );
}
