type Search = Readonly<Record<string, unknown>>;

/**
 * A form as an address fills it in: members of the query, and those of its `detail` and of the `deed` in it, where they have the type that the form
 * has. Undefined where the address names none of them.
 */
export function prefilled<T extends object>(empty: T, search: Search): T | undefined {
  const detail = objectOf(search['detail']);
  const sources = [search, detail, objectOf(detail['deed']), objectOf(detail['grading'])];
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(empty)) {
    for (const source of sources) {
      const given = Object.hasOwn(source, name) ? source[name] : undefined;
      const fits = typeof given === typeof value ? given : typeof value === 'string' ? numberAsText(given) : undefined;
      if (fits !== undefined && typeof fits !== 'object') filled[name] = fits;
    }
  }
  return Object.keys(filled).length === 0 ? undefined : { ...empty, ...filled };
}

function objectOf(value: unknown): Search {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Search) : {};
}

function numberAsText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : undefined;
}
