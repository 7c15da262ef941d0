/**
 * What the Python says of a draft, as elements. Texts are set as text; HTML comes from the renderers of the site alone.
 *
 * @typedef {import("./units.mjs").Place} Place
 * @typedef {import("../words/words.mjs").Words} Words
 * @typedef {{line: number, column: number, length: number, file: string}} Spot
 * @typedef {Spot & {message: string, help: string | null, check: string, others: (Spot & {label: string})[]}} Fault
 * @typedef {{id: string, because: string, paths: number, place: Place}} Rule
 * @typedef {object} Tree
 * @property {string} title
 * @property {string} version
 * @property {number} questions
 * @property {number} outcomes
 * @property {number} states
 * @property {number} paths
 * @property {string | null} outline
 * @property {string | null} flowchart
 * @property {string | null} table
 * @property {Record<string, Place>} places
 * @property {Rule[]} rules
 * @typedef {{answers: string[], outcome: string, now?: string}} Way
 * @typedef {{count: number, paths: Way[]}} Ways
 * @typedef {object} Changes
 * @property {string} version
 * @property {string | null} part
 * @property {string} next
 * @property {boolean} enough
 * @property {{part: string, text: string, place: Place | null}[]} changes
 * @property {Ways} new
 * @property {Ways} gone
 * @property {Ways} elsewhere
 * @typedef {object} Answer
 * @property {string} [text]
 * @property {string} [report]
 * @property {Fault[]} diagnostics
 * @property {{questions: Record<string, string[]>, outcomes: string[]} | null} [names]
 * @property {Tree | null} [tree]
 * @property {Changes | null} [changes]
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Partial<HTMLElementTagNameMap[T]>} [properties]
 * @param {...(Node | string)} children
 */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A button that leads to a place in the text. @param {Place} place @param {...(Node | string)} content */
const leads = (place, ...content) => {
  const button = element("button", { type: "button", className: "workbench__to" }, ...content);
  button.dataset.place = place.join();
  return button;
};

/** @param {Fault[]} faults @param {string} file that is in the editor */
export function problems(faults, file) {
  return faults.map((fault) => {
    const here = fault.file === file;
    const where = here ? `${fault.line}:${fault.column}` : `${fault.file}:${fault.line}`;
    const head = [
      element("span", { className: "workbench__where" }, where),
      ` ${fault.message} `,
      element("span", { className: "workbench__soft" }, `[${fault.check}]`),
    ];
    const place = /** @type {Place} */ ([fault.line, fault.column, fault.length]);
    const item = element("li", {}, here ? leads(place, ...head) : element("span", {}, ...head));
    if (fault.help) item.append(element("p", { className: "workbench__help" }, fault.help));
    for (const other of fault.others) {
      const label = `${other.line}:${other.column} ${other.label}`;
      const to = other.file === file ? leads([other.line, other.column, other.length], label) : label;
      item.append(element("p", { className: "workbench__help" }, to));
    }
    return item;
  });
}

/** @param {Tree} tree @param {Words} words */
export function facts(tree, words) {
  const counts = [
    words.count("question", tree.questions),
    words.count("outcome", tree.outcomes),
    words.count("path", tree.paths),
    words.count("state", tree.states),
  ];
  return [element("strong", {}, `${tree.title} ${tree.version}`), ` ${counts.join(", ")}`];
}

/** @param {Rule[]} found @param {Words} words */
export function rules(found, words) {
  return found.map(({ id, because, paths, place }) => {
    const governs = words.say("governs", { paths: words.count("path", paths) });
    return element(
      "li",
      {},
      leads(place, element("code", {}, id)),
      " ",
      element("span", { className: "workbench__governs" }, governs),
      element("p", { className: "workbench__help" }, because),
    );
  });
}

/** @param {Changes | null} changes @param {Words} words */
export function compared(changes, words) {
  if (!changes) return [element("p", {}, words.say("unrelated"))];
  const { version, part, next } = changes;
  if (!part) return [element("p", {}, words.say("same", { version }))];
  const size = changes.enough ? "enough" : "small";
  const listed = changes.changes.map((change) => {
    const kind = element("span", { className: `workbench__part workbench__part--${change.part}` }, change.part);
    const content = [kind, ` ${change.text}`];
    return element("li", {}, change.place ? leads(change.place, ...content) : element("span", {}, ...content));
  });
  return [
    element(
      "p",
      { className: `workbench__bump workbench__bump--${size}` },
      words.say(`bump-${size}`, { part, version, next }),
    ),
    element("ul", { className: "workbench__changes" }, ...listed),
    ...ways("elsewhere", changes.elsewhere, words),
    ...ways("new", changes.new, words),
    ...ways("gone", changes.gone, words),
  ];
}

/** @param {string} kind of paths, as the words name it @param {Ways} found @param {Words} words */
function ways(kind, { count, paths }, words) {
  if (!count) return [];
  const items = paths.map(({ answers, outcome, now = "" }) => {
    const pairs = answers.flatMap((pair) => [element("code", {}, pair), " "]);
    return element("li", {}, ...pairs, "→ ", element("strong", {}, words.say(`${kind}-end`, { outcome, now })));
  });
  if (count > paths.length) items.push(element("li", {}, words.count("more", count - paths.length)));
  return [
    element("h3", { className: "workbench__title" }, words.say(kind, { count })),
    element("ul", { className: "workbench__ways" }, ...items),
  ];
}
