import { States, unused } from "../decide/states.mjs";
import { define, every } from "../parts/parts.mjs";

/** Where no page is: the answers that the address states, given again to today's tree. */
class StateReplay extends HTMLElement {
  connectedCallback() {
    const links = new Map(
      every(this, "a[data-state]", HTMLAnchorElement).map((link) => [link.dataset.state ?? "", link]),
    );
    if (!/\/decide(\/|$)/.test(location.pathname)) return;
    const { state, left, rest } = new States(links.keys()).read(location.href);
    const link = links.get(state);
    const told = unused(left, rest);
    if (!link || !(state || told.length)) return;
    // Where the place itself is missing, the host answers its address with this page, too.
    if (state && !told.length && link.pathname !== location.pathname)
      return location.replace(link.href + location.hash);
    const [lead, unknown] = this.querySelectorAll("p");
    lead.append(link);
    lead.hidden = this.hidden = false;
    unknown.hidden = !told.length;
    unknown.append(told.join(", "));
  }
}

define("state-replay", StateReplay);
