/**
 * Whether a key is one of those of a subject (formats.md §3): its first, or a later one, under which what was left of the subject's boxes was closed when
 * some of them were erased.
 * @param subject id of the first: `person/<id>`, `room/1`
 */
export function isKeyOf(key: string, subject: string): boolean {
  if (key === subject) return true;
  const [kind, id] = subject.split('/');
  const series = kind === 'person' ? `person/${id}/` : `${kind}/`;
  return key.startsWith(series) && /^(?:[2-9]|[1-9][0-9]{1,8})$/.test(key.slice(series.length));
}
