/** Parts of the page, made without a word of HTML. */

/** A box with the outcome of a check: its look, its title and what it means. */
export function verdict(look: string, title: string, text: string): HTMLElement {
  const box = document.createElement('div');
  box.className = `verdict ${look}`;
  box.append(withText('h3', title), withText('p', text));
  return box;
}

/** An item of a list. */
export function item(text: string): HTMLLIElement {
  return withText('li', text);
}

/** An element of that name with that text in it. */
export function withText<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Names and what stands under them; what is not there is left out. */
export function definitions(pairs: readonly (readonly [name: string, value: string | undefined])[]): HTMLElement {
  const details = document.createElement('dl');
  for (const [name, value] of pairs) {
    if (value === undefined) continue;
    const dd = document.createElement('dd');
    dd.append(withText('code', value));
    details.append(withText('dt', name), dd);
  }
  return details;
}

/** The element with this id, where it is of that kind. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind | undefined {
  const found = document.getElementById(id);
  return found instanceof kind ? found : undefined;
}
