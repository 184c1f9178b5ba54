import { DOCUMENT_NAMES, schemaFile, schemaText } from '../mandates/json-schema.ts';
import { countsCsv, countsJson, dataPackage, mandatesJson, proofsJson, statementsJson } from './data/data-files.ts';
import { COMMITMENTS_PAGE } from './pages/commitments.ts';
import { COUNTS_PAGE } from './pages/counts.ts';
import { type Page, pagePath, pageText } from './pages/frame.ts';
import { GUESTS_PAGE } from './pages/guests.ts';
import { ACCESSIBILITY_PAGE, DATA_FOLDER, DATA_PAGE, HOME_PAGE, SCHEMA_FOLDER } from './pages/plain.ts';
import { QUESTIONS_PAGE } from './pages/questions.ts';
import { STATEMENTS_PAGE } from './pages/statements.ts';
import { HOW_TO_VERIFY_PAGE, VERIFY_PAGE } from './pages/verifying.ts';
import type { PublicView } from './public-view.ts';
import { ENGLISH } from './words/english.ts';
import { ITALIAN } from './words/italian.ts';

/** In the order of the menu. */
const PAGES: readonly Page[] = [
  HOME_PAGE,
  GUESTS_PAGE,
  COMMITMENTS_PAGE,
  STATEMENTS_PAGE,
  QUESTIONS_PAGE,
  COUNTS_PAGE,
  HOW_TO_VERIFY_PAGE,
  VERIFY_PAGE,
  DATA_PAGE,
  ACCESSIBILITY_PAGE,
];

/** A file of the public side: its path below the public folder, and its text as of a day (`2026-02-05`). */
export type PublicFile = { readonly path: string; readonly text: (updated: string) => string };

/** All pages in both languages, the data files and the JSON Schemas; what a page says of its last change is filled in by whoever writes it. */
export function publicFiles(view: PublicView): PublicFile[] {
  const ids = PAGES.map(({ id }) => id);
  const pages = [ENGLISH, ITALIAN].flatMap((words) =>
    PAGES.map((page) => ({
      path: pagePath(page.id, words.language),
      text: (updated: string) => pageText(page, ids, view, words, updated),
    })),
  );
  const data = new Map([
    ['counts.csv', countsCsv(view)],
    ['counts.json', countsJson(view)],
    ['mandates.json', mandatesJson(view)],
    ['proofs.json', proofsJson(view)],
    ['statements.json', statementsJson(view)],
  ]);
  data.set('datapackage.json', dataPackage(view, new Map(data)));
  const schemas = DOCUMENT_NAMES.map((name) => {
    return { path: `${SCHEMA_FOLDER}/${schemaFile(name)}`, text: () => schemaText(name) };
  });
  return [
    ...pages,
    ...schemas,
    ...[...data].map(([name, text]) => ({ path: `${DATA_FOLDER}/${name}`, text: () => text })),
  ];
}
