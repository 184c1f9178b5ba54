import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { ACT_KINDS, ENDING_KINDS } from '../../terms/act-kinds.ts';
import { REFUSAL_CODES } from '../../terms/refusal.ts';
import { LANGUAGES, MESSAGES, type MessageId } from './catalog.ts';

const IDS = Object.keys(MESSAGES.en) as MessageId[];

/** The names of the values that a message wants, at any depth. */
function valuesOf(parts: readonly unknown[]): string[] {
  return parts.flatMap((part) => {
    const { type, value, options } = part as {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    };
    const inner = Object.values(options ?? {}).flatMap((option) => valuesOf(option.value));
    // 0 is text, 7 the number sign of a plural; all others take a value by name.
    return type === 0 || type === 7 ? inner : [value, ...inner];
  });
}

test('every message is well formed and wants the same values in every language', () => {
  for (const id of IDS) {
    const wanted = LANGUAGES.map((language) => {
      const { [id]: message } = MESSAGES[language];
      assert.notEqual(message.trim(), '', `${language} ${id}`);
      return [...new Set(valuesOf(new IntlMessageFormat(message, language).getAst()))].sort();
    });
    for (const one of wanted) assert.deepEqual(one, wanted[0], id);
  }
});

test('every kind of entry has a name', () => {
  const unnamed = [...ACT_KINDS, ...ENDING_KINDS].filter((kind) => !Object.hasOwn(MESSAGES.en, `kind.${kind}`));
  assert.deepEqual(unnamed, []);
});

test('every problem that the room names has words', () => {
  const server = resolve(import.meta.dirname, '../../server');
  const sources = globSync('**/*.ts', { cwd: server, exclude: ['**/*.test.ts', '**/testing/**'] });
  const named = sources.flatMap((path) => {
    const text = readFileSync(resolve(server, path), 'utf8');
    return [...text.matchAll(/\bcode: '([a-z-]+)'/g)].map(([, code]) => code ?? '');
  });
  assert(named.length > 20, 'the codes are found where they are given');
  const wordless = [...REFUSAL_CODES, ...named].filter((code) => !Object.hasOwn(MESSAGES.en, `problem.is.${code}`));
  assert.deepEqual(wordless, []);
});

test('no message holds markup or a direction mark', () => {
  for (const language of LANGUAGES)
    for (const id of IDS)
      assert.doesNotMatch(MESSAGES[language][id], /[<>\u202a-\u202e\u2066-\u2069]/, `${language} ${id}`);
});
