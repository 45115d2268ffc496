/** More are counted and not shown. */
const SHOWN = 500;

/** The list of matches. What comes from files is only ever text. */
export class Matches {

  #list;
  #count;
  #template;
  #found = 0;

  constructor(list, count, template) {
    this.#list = list;
    this.#count = count;
    this.#template = template;
  }

  get found() {
    return this.#found;
  }

  clear() {
    this.#found = 0;
    this.#list.replaceChildren();
    this.#tell();
  }

  add(matches) {
    const room = Math.max(0, SHOWN - this.#found);
    this.#list.append(...matches.slice(0, room).map((match) => this.#item(match)));
    this.#found += matches.length;
    this.#tell();
  }

  #item(match) {
    const item = this.#template.content.cloneNode(true);
    item.querySelector('.who').textContent = match.worker;
    item.querySelector('.where').textContent = `${match.file}:${match.line}`;
    item.querySelector('.text').textContent = match.text;
    return item;
  }

  #tell() {
    const found = this.#found.toLocaleString('en');
    this.#count.textContent = (this.#found > SHOWN) ? `showing the first ${SHOWN} of ${found}` : (this.#found > 0) ? found : '';
  }

}
