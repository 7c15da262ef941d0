const TONES = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `tone-${number}`);
const COLOURS = ["ink", "soft", "rule", "surface", "page", "accent", "tint", ...TONES];

/**
 * A page that needs nothing else: the flowchart as it is drawn here, its styles, and the colours of this scheme.
 *
 * @param {{ title: string, version: string }} tree
 * @param {Element} drawn
 * @param {string} css
 * @returns {string}
 */
export function standalone(tree, drawn, css) {
  const page = document.implementation.createHTMLDocument(`${tree.title} ${tree.version}`);
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dir = "ltr";
  const computed = getComputedStyle(drawn);
  const colours = COLOURS.map((name) => `--${name}:${computed.getPropertyValue(`--${name}`).trim()}`).join(";");
  const tones = TONES.map((name) => `.${name}{--tone:var(--${name})}`).join("");
  const meta = page.createElement("meta");
  meta.setAttribute("charset", "utf-8");
  page.head.prepend(meta);
  const style = page.createElement("style");
  style.textContent = `:root{${colours}}${tones}
    body{margin:1.5rem;background:var(--page);color:var(--ink);
      font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,Arial,sans-serif}
    .icon{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
    ${css}`;
  page.head.append(style);
  page.body.className = "md-typeset";
  const main = page.body.appendChild(page.createElement("main"));
  const heading = main.appendChild(page.createElement("h1"));
  heading.textContent = page.title;
  for (const chart of drawn.children) main.append(page.importNode(chart, true));
  // The states of a draft have no pages to lead to.
  for (const box of page.querySelectorAll("a")) box.removeAttribute("href");
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}
