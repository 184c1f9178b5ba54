/** The alerts that stand, above all else until they are cancelled. Text only: whoever raised one wrote it. */
export class AlertsBanner {
  #section;
  #list;
  #more;
  #shown = '';

  constructor({ section, list, more }) {
    this.#section = section;
    this.#list = list;
    this.#more = more;
  }

  /** Shows these and no others; what is shown already is left as it is, so that it is spoken once. */
  show({ alerts, more }) {
    const told = JSON.stringify([alerts, more]);
    if (told === this.#shown) return;
    this.#shown = told;
    this.#list.replaceChildren(...alerts.map(itemOf));
    this.#more.textContent = `and ${more} more`;
    this.#more.hidden = more === 0;
    this.#section.hidden = alerts.length === 0;
  }
}

function itemOf({ summary, place, at, desk, agency, matter }) {
  const item = document.createElement('li');
  part(item, 'strong', summary);
  const where = place === null || place === 'unknown' ? [] : [place];
  const time = `${new Date(at).toISOString().slice(11, 16)}Z`;
  part(item, 'span', [...where, time, desk === null ? agency : `${desk}, ${agency}`, matter].join(' · '));
  return item;
}

function part(parent, name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  parent.append(made);
}
