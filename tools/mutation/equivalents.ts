/** A mutant that changes nothing anybody could see, so that no test can fail: why, and where it stands. */
export type Equivalent = {
  readonly file: string;
  /** The line as it is written, without the space around it. */
  readonly line: string;
  /** The line with the mutant, likewise. */
  readonly mutated: string;
  readonly reason: string;
};

/** Kept short: where the code can be written so that the mutant is gone, that is better. One that is not there any more is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: 'src/mandates/exercise-check.ts',
    line: "if (value === null || typeof value !== 'object') return undefined;",
    mutated: 'if ((value === null)) return undefined;',
    reason:
      'The members of a text are its letters by number, and no reference is called so; it would only take longer.',
  },
  {
    file: 'src/mandates/exercise-check.ts',
    line: 'const place = written.place ?? deed?.place ?? (desk === null ? undefined : words.desks.get(desk)?.room.place);',
    mutated: 'const place = written.place ?? deed?.place ?? (false ? undefined : words.desks.get(desk)?.room.place);',
    reason: 'No desk is called null, so that none is found.',
  },
  {
    file: 'src/mandates/explain.ts',
    line: "export const ZONE_KIND = 'zone kind';",
    mutated: "export const ZONE_KIND = '';",
    reason: 'Any name would do that no axis has.',
  },
  {
    file: 'src/mandates/json-fault.ts',
    line: "let wanted: Wanted = 'value';",
    mutated: "let wanted: Wanted = '';",
    reason: 'What is wanted and is none of the others is a value.',
  },
  {
    file: 'src/mandates/local-hours.ts',
    line: 'for (let day = firstDay; day <= span[1] + DAY; day += DAY) {',
    mutated: 'for (let day = firstDay; ((day) < (span[1] + DAY)); day += DAY) {',
    reason: 'No zone is a day ahead, so that hours of that day begin after the span.',
  },
  {
    file: 'src/mandates/near-misses.ts',
    line: 'if (known !== undefined) return known;',
    mutated: 'if (false) return known;',
    reason: 'What is kept is made anew, and is the same.',
  },
  {
    file: 'src/mandates/near-misses.ts',
    line: 'TELLINGS.set(rule, made);',
    mutated: ';',
    reason: 'What is not kept is made anew, and is the same.',
  },
  {
    file: 'src/mandates/promises.ts',
    line: 'if (isKept(clauses)) return [];',
    mutated: 'if (false) return [];',
    reason: 'Of mandates that keep a commitment together none breaks it alone; it only takes longer to see.',
  },
  {
    file: 'src/mandates/read-scenario.ts',
    line: 'if (problems.length > 0 || context === undefined) return { ok: false, problems: sortedProblems(problems) };',
    mutated: 'if ((problems.length > 0)) return { ok: false, problems: sortedProblems(problems) };',
    reason: 'Without a context a document has a problem.',
  },
  {
    file: 'src/mandates/read-scenario.ts',
    line: 'if (head !== undefined && document !== undefined) this.#checkHead(document, head, words);',
    mutated: 'if ((head !== undefined)) this.#checkHead(document, head, words);',
    reason: 'A head is read from a document.',
  },
  {
    file: 'src/mandates/time-windows.ts',
    line: 'const touches = last !== undefined && (last[1] === null || from === null || from <= last[1]);',
    mutated: 'const touches = last !== undefined && ((last[1] === null) || from <= last[1]);',
    reason: 'No window ends before 0, which null counts as here.',
  },
  {
    file: 'src/mandates/yaml-document.ts',
    line: "assert(document !== undefined, 'a composer that has to gives a document');",
    mutated: ';',
    reason: 'It holds for any text.',
  },
  {
    file: 'src/mandates/yaml-value.ts',
    line: 'if (node.anchor !== undefined && this.#expanding === 0) this.#anchors.set(node.anchor, node);',
    mutated: 'if ((this.#expanding === 0)) this.#anchors.set(node.anchor, node);',
    reason: 'No alias asks for an anchor without a name.',
  },
];
