import { States, stated } from "../decide/states.mjs";

/** Where no page is: the answers that the address states, given again to today's tree. */
export class StateReplay extends HTMLElement {
  connectedCallback() {
    const links = new Map([...this.querySelectorAll("a[data-state]")].map((link) => [link.dataset.state, link]));
    const answers = location.pathname.includes("/decide/") ? stated(location.href) : [];
    if (!answers.length) return;
    const { state, left } = new States(links.keys()).read(answers);
    if (state && !left.length) return location.replace(links.get(state).href + location.hash);
    const [lead, unknown] = this.querySelectorAll("p");
    lead.append(links.get(state));
    lead.hidden = this.hidden = false;
    unknown.hidden = !left.length;
    unknown.append(left.map((pair) => pair.join(".")).join(", "));
  }
}

if (!customElements.get("state-replay")) customElements.define("state-replay", StateReplay);
