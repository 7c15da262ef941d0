/**
 * The elements that a script cannot do without. Each is looked up once, when a component is made, and its type is
 * checked there: where a page lacks one, the component stays as it was served.
 *
 * Scripts stand at the end of a page and templates are upgraded whole, so an element has its children when it is made.
 */

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T} the first element that matches
 */
export function first(within, selector, type) {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`${selector}: ${type.name}`);
}

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} name
 * @param {new () => T} type
 * @returns {T} what is marked with `data-part`
 */
export const part = (within, name, type) => first(within, `[data-part="${name}"]`, type);

/**
 * @template {Element} T
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T[]} every element that matches
 */
export const every = (within, selector, type) =>
  [...within.querySelectorAll(selector)].flatMap((found) => (found instanceof type ? [found] : []));

/**
 * @template {Element} T
 * @param {EventTarget | null} target of an event
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T | null} the nearest element that matches, from the target up
 */
export function nearest(target, selector, type) {
  const found = target instanceof Element ? target.closest(selector) : null;
  return found instanceof type ? found : null;
}

/**
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
