/**
 * What can stand at the end of a piece of a tree file: keys by the JSON Schema, ids by the draft. No DOM.
 *
 * @typedef {{questions: Record<string, string[]>, outcomes: string[], evidence?: string[], pages?: string[]}} Names
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {Record<string, Schema>} [$defs]
 * @property {string} [description]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema} [additionalProperties]
 * @property {Schema} [items]
 * @property {string[]} [required]
 * @property {string[]} [enum]
 * @typedef {{schema: Schema, names: Names | null}} Known
 * @typedef {"required" | "optional" | "question" | "answer" | "outcome" | "evidence" | "page"} Kind
 * @typedef {{label: string, apply: string, kind?: Kind, info?: string}} Offer
 */

/**
 * @param {string} before the text up to the cursor
 * @param {Known} known
 * @returns {{from: number, options: Offer[], eager: boolean} | null}
 */
export function offers(before, { schema, names }) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (/(^|\s)#/.test(line)) return null;
  const [word] = matched(/[\w.-]*$/, line);
  const from = before.length - word.length;
  const { path, inside } = place(before, line.slice(0, line.length - word.length));
  const found = inside === "key" ? keys(schema, path, names) : values(schema, path, names);
  return found.length ? { from, options: found, eager: inside === "value" } : null;
}

/**
 * The keys that lead to the cursor, and whether a key or a value stands there.
 *
 * @param {string} before
 * @param {string} head of the line, up to the word at the cursor
 * @returns {{path: string[], inside: "key" | "value"}}
 */
function place(before, head) {
  const lines = before.split("\n").slice(0, -1);
  const flow = /^(.*?)([\w-]+):\s*([[{])([^\]}]*)$/.exec(head);
  const value = /^\s*(?:- )?([\w-]+):\s+$/.exec(head);
  const indent = matched(/^\s*/, head)[0].length + (/^\s*- /.test(head) ? 2 : 0);
  const path = above(lines, indent);
  if (flow) {
    path.push(flow[2]);
    if (flow[3] === "[") return { path, inside: "value" };
    const inner = /(?:^|,)\s*([\w-]+):\s*(\[[^\]]*)?$/.exec(flow[4]);
    return inner ? { path: [...path, inner[1]], inside: "value" } : { path, inside: "key" };
  }
  if (value) return { path: [...path, value[1]], inside: "value" };
  return { path, inside: /^\s*(- )?$/.test(head) && !/^\s*- $/.test(head) ? "key" : item(path) };
}

/**
 * Below `rules` an item is a rule and begins with a key; elsewhere it is an id.
 *
 * @param {string[]} path
 */
const item = (path) => (path[0] === "rules" && path.length === 1 ? "key" : "value");

/**
 * The keys above a line that is indented so far, outermost first.
 *
 * @param {string[]} lines
 * @param {number} indent
 */
function above(lines, indent) {
  /** @type {string[]} */
  const path = [];
  for (const line of lines.reverse()) {
    const found = /^(\s*)(- )?([\w-]+):/.exec(line);
    if (!found) continue;
    const at = found[1].length + (found[2]?.length ?? 0);
    if (at >= indent && !(found[2] && found[1].length < indent)) continue;
    // The first key of a list item has the keys beside it as neighbours, not above it.
    if (at < indent) path.unshift(found[3]);
    indent = found[1].length;
    if (!indent && !found[2]) break;
  }
  return path;
}

/**
 * @param {Schema} schema
 * @param {string[]} path
 * @param {Names | null} names
 * @returns {Offer[]}
 */
function keys(schema, path, names) {
  if (path[0] === "tree") return structure(path.slice(1), names);
  if (["when", "only-with"].includes(last(path))) return ids(Object.keys(names?.questions ?? {}), "question");
  const { properties = {}, required = [] } = at(schema, path) ?? {};
  return Object.entries(properties).map(([label, about]) => ({
    label,
    apply: `${label}: `,
    kind: required.includes(label) ? "required" : "optional",
    info: about.description ?? resolved(schema, about)?.description,
  }));
}

/**
 * @param {string[]} path below `tree`
 * @param {Names | null} names
 */
function structure(path, names) {
  // Levels alternate: a question, its answers, a question.
  if (path.length % 2) return ids(names?.questions[last(path)] ?? [], "answer", ": ");
  return ids(Object.keys(names?.questions ?? {}), "question", ":");
}

/**
 * @param {Schema} schema
 * @param {string[]} path
 * @param {Names | null} names
 */
function values(schema, path, names) {
  const key = last(path);
  if (path[0] === "tree") return path.length % 2 ? ids(names?.outcomes ?? [], "outcome") : [];
  if (["favours", "then", "never", "reach"].includes(key)) return ids(names?.outcomes ?? [], "outcome");
  if (key === "evidence") return ids(names?.evidence ?? [], "evidence");
  if (key === "page") return ids(names?.pages ?? [], "page");
  if (["when", "only-with"].includes(path[path.length - 2])) return ids(names?.questions[key] ?? [], "answer");
  return ids(at(schema, path)?.enum ?? []);
}

/**
 * @param {string[]} labels
 * @param {Kind} [kind]
 * @returns {Offer[]}
 */
const ids = (labels, kind, after = "") => labels.map((label) => ({ label, kind, apply: label + after }));

/** @param {string[]} path */
const last = (path) => path[path.length - 1] ?? "";

/**
 * A match of a pattern that matches everything.
 *
 * @param {RegExp} pattern
 * @param {string} text
 */
const matched = (pattern, text) => pattern.exec(text) ?? [""];

/**
 * @param {Schema} schema
 * @param {string[]} path
 * @returns {Schema | undefined} the part of the schema that a path of keys leads to
 */
function at(schema, path) {
  /** @type {Schema | undefined} */
  let here = schema;
  for (const key of path) {
    here = resolved(schema, here.properties?.[key] ?? here.additionalProperties);
    if (here?.items) here = resolved(schema, here.items);
    if (!here) return undefined;
  }
  return here;
}

/**
 * @param {Schema} schema
 * @param {Schema} [part]
 * @returns {Schema | undefined}
 */
const resolved = (schema, part) => (part?.$ref ? schema.$defs?.[part.$ref.split("/").pop() ?? ""] : part);
