import { answersIn, States } from "../decide/states.mjs";
import { define, every } from "../parts/parts.mjs";

/** Where no page is: the answers that the address states, given again to today's tree. */
export class StateReplay extends HTMLElement {
  connectedCallback() {
    const links = new Map(
      every(this, "a[data-state]", HTMLAnchorElement).map((link) => [link.dataset.state ?? "", link]),
    );
    const answers = location.pathname.includes("/decide/") ? answersIn(location.href) : [];
    if (!answers.length) return;
    const { state, left } = new States(links.keys()).read(answers);
    const link = links.get(state);
    if (!link) return;
    if (state && !left.length) return location.replace(link.href + location.hash);
    const [lead, unknown] = this.querySelectorAll("p");
    lead.append(link);
    lead.hidden = this.hidden = false;
    unknown.hidden = !left.length;
    unknown.append(left.map((pair) => pair.join(".")).join(", "));
  }
}

define("state-replay", StateReplay);
