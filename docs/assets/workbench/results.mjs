/** What the Python says of a draft, as elements. Texts are set as text; HTML comes from the renderers of the site alone. */

/** @param {string} name @param {object} [properties] @param {...(Node | string)} children */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** @param {number} count @param {string} one */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** A button that leads to a place in the text. @param {[number, number, number]} place @param {...(Node | string)} words */
const leads = (place, ...words) => {
  const button = element("button", { type: "button", className: "workbench__to" }, ...words);
  button.dataset.place = place.join();
  return button;
};

/** @param {{ line: number, column: number, length: number, file: string, message: string, help: string, check: string, others: object[] }[]} faults */
export function problems(faults, file) {
  return faults.map((fault) => {
    const place = [fault.line, fault.column, fault.length];
    const here = fault.file === file;
    const where = element("span", { className: "workbench__where" }, here ? `${fault.line}:${fault.column}` : `${fault.file}:${fault.line}`);
    const head = [where, ` ${fault.message} `, element("span", { className: "workbench__soft" }, `[${fault.check}]`)];
    const item = element("li", {}, here ? leads(place, ...head) : element("span", {}, ...head));
    if (fault.help) item.append(element("p", { className: "workbench__help" }, fault.help));
    for (const other of fault.others) {
      const words = `${other.line}:${other.column} ${other.label}`;
      const to = other.file === file ? leads([other.line, other.column, other.length], words) : words;
      item.append(element("p", { className: "workbench__help" }, to));
    }
    return item;
  });
}

export function facts(tree) {
  const counts = [
    counted(tree.questions, "question"), counted(tree.outcomes, "outcome"),
    counted(tree.paths, "path"), counted(tree.states, "state"),
  ];
  return [element("strong", {}, `${tree.title} ${tree.version}`), ` ${counts.join(", ")}`];
}

export function rules(found) {
  return found.map(({ id, because, paths, place }) => {
    const governs = element("span", { className: "workbench__governs" }, `governs ${counted(paths, "path")}`);
    return element("li", {}, leads(place, element("code", {}, id)), " ", governs, element("p", { className: "workbench__help" }, because));
  });
}

/** @param {object | null} changes */
export function compared(changes) {
  if (!changes) {
    return [element("p", {}, "This tree shares no question with the one this site has published, so there is nothing to compare.")];
  }
  const since = `release ${changes.version}`;
  if (!changes.part) return [element("p", {}, `Nothing differs from ${since}.`)];
  const verdict = changes.enough
    ? `The version in the draft is large enough for what changed since ${since}: a ${changes.part} change needs at least ${changes.next}.`
    : `A ${changes.part} change since ${since}: a release needs at least version ${changes.next}.`;
  const kind = `workbench__bump workbench__bump--${changes.enough ? "enough" : "small"}`;
  const listed = changes.changes.map(({ part, text, place }) => {
    const words = [element("span", { className: `workbench__part workbench__part--${part}` }, part), ` ${text}`];
    return element("li", {}, place ? leads(place, ...words) : element("span", {}, ...words));
  });
  return [
    element("p", { className: kind }, verdict),
    element("ul", { className: "workbench__changes" }, ...listed),
    ...ways("Paths that end elsewhere", changes.elsewhere, (way) => `${way.now}, not ${way.outcome}`),
    ...ways("New paths", changes.new, (way) => way.outcome),
    ...ways("Paths that are gone", changes.gone, (way) => `${way.outcome}; the same answers now lead to ${way.now}`),
  ];
}

function ways(title, { count, paths }, end) {
  if (!count) return [];
  const items = paths.map((way) =>
    element("li", {}, ...way.answers.flatMap((pair) => [element("code", {}, pair), " "]), "→ ", element("strong", {}, end(way))),
  );
  if (count > paths.length) items.push(element("li", {}, `and ${counted(count - paths.length, "more", "more")}`));
  return [element("h3", { className: "workbench__title" }, `${title}: ${count}`), element("ul", { className: "workbench__ways" }, ...items)];
}
