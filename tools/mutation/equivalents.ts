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
    file: 'src/mandates/prove/cells.ts',
    line: 'if (!this.#answers.has(key)) this.#answers.set(key, this.#answerTo(possible));',
    mutated: 'if (true) this.#answers.set(key, this.#answerTo(possible));',
    reason: 'What is kept is made anew, and is the same.',
  },
  {
    file: 'src/mandates/prove/cells.ts',
    line: "if (rule === undefined) throw new Bug('what is live is a rule');",
    mutated: "if (false) throw new Bug('what is live is a rule');",
    reason: 'It holds for any part.',
  },
  {
    file: 'src/mandates/prove/cells.ts',
    line: 'const key = [isGuard && word === GUARDED, ...mine].join();',
    mutated: 'const key = [(word === GUARDED), ...mine].join();',
    reason: 'Words that this parts come to the same, and are put together again; it only takes longer.',
  },
  {
    file: 'src/mandates/prove/cells.ts',
    line: 'const key = [isGuard && word === GUARDED, ...mine].join();',
    mutated: 'const key = [isGuard && ((word) !== (GUARDED)), ...mine].join();',
    reason: 'The one word is told from the others by either sign.',
  },
  {
    file: 'src/mandates/prove/cells.ts',
    line: 'const timed = part.live.filter(isTimed).map((n) => ({ n, windows: this.#rule(n).windows }));',
    mutated: 'const timed = part.live.map((n) => ({ n, windows: this.#rule(n).windows }));',
    reason: 'A rule that speaks of all times has no windows, so that it is of no class; it only takes longer.',
  },
  {
    file: 'src/mandates/prove/cells.ts',
    line: "if (part.approved !== 'some') throw new Bug('where every fact is known, so is the outcome');",
    mutated: "if (false) throw new Bug('where every fact is known, so is the outcome');",
    reason: 'It holds for any part.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'if (groups.size === 0) return regions;',
    mutated: 'if (false) return regions;',
    reason: 'Without groups a copy is made, of the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'if (regions.every(({ keys }) => keys[n] === some?.keys[n])) return groups;',
    mutated: 'if (false) return groups;',
    reason: 'Where all say the same of a member, none differ on it alone; it only takes longer to see.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'if (regions.every(({ keys }) => keys[n] === some?.keys[n])) return groups;',
    mutated: 'if (regions.every(({ keys }) => false)) return groups;',
    reason: 'Where all say the same of a member, none differ on it alone; it only takes longer to see.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'if (regions.every(({ keys }) => keys[n] === some?.keys[n])) return groups;',
    mutated: 'if (regions.every(({ keys }) => ((keys[n]) !== (some?.keys[n])))) return groups;',
    reason: 'No region differs from itself, so that nothing is passed over; it only takes longer.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'if (regions.every(({ keys }) => keys[n] === some?.keys[n])) return groups;',
    mutated: 'if (regions.every(({ keys }) => keys[n] === some.keys[n])) return groups;',
    reason: 'Where there is a region, there is a first.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'hash = (hash + 1) | 0;',
    mutated: 'hash = (((hash) - (1))) | 0;',
    reason: 'Any other place will do.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'const scattered = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);',
    mutated: 'const scattered = ((Math.imul(key + 1, 0x9e3779b1)) & (Math.imul(n + 1, 0x85ebca6b)));',
    reason: 'What is scattered worse takes longer to find, and is the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'const scattered = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);',
    mutated: 'const scattered = Math.imul(((key) - (1)), 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);',
    reason: 'What is scattered otherwise is the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'const scattered = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b);',
    mutated: 'const scattered = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(((n) - (1)), 0x85ebca6b);',
    reason: 'What is scattered otherwise is the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'return Math.imul(scattered ^ (scattered >>> 15), 0xc2b2ae35);',
    mutated: 'return undefined;',
    reason: 'What is not scattered takes longer to find, and is the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'return Math.imul(scattered ^ (scattered >>> 15), 0xc2b2ae35);',
    mutated: 'return Math.imul(((scattered) & (scattered >>> 15)), 0xc2b2ae35);',
    reason: 'What is scattered worse takes longer to find, and is the same.',
  },
  {
    file: 'src/mandates/prove/merged-regions.ts',
    line: 'return Math.imul(scattered ^ (scattered >>> 15), 0xc2b2ae35);',
    mutated: 'return Math.imul(scattered ^ (((scattered) << (15))), 0xc2b2ae35);',
    reason: 'What is scattered otherwise is the same.',
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
