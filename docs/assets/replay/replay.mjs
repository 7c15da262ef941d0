import { States, pairs, stated } from "../decide/states.mjs";

/** Where no page is: the answers that the address states, given again to today's tree. */
export class StateReplay extends HTMLElement {
  connectedCallback() {
    const links = new Map([...this.querySelectorAll("a[data-state]")].map((link) => [link.dataset.state, link]));
    const answers = stated(location.href);
    const state = new States(links.keys()).replay(new Map(answers));
    const used = new Map(pairs(state));
    const left = answers.filter(([question, answer]) => used.get(question) !== answer);
    if (!answers.length) return;
    if (state && !left.length) return location.replace(links.get(state).href + location.hash);
    const [lead, unknown] = this.querySelectorAll("p");
    lead.append(links.get(state));
    lead.hidden = this.hidden = false;
    unknown.hidden = !left.length;
    unknown.append(left.map((pair) => pair.join(".")).join(", "));
  }
}

if (!customElements.get("state-replay")) customElements.define("state-replay", StateReplay);
