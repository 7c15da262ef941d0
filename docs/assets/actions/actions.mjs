/** What can be done with a recommendation: copy its link, print it. Says what happened. */
export class StateActions extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  async handleEvent(event) {
    const button = event.target.closest("button");
    if (button?.value === "print") print();
    if (button?.value !== "copy") return;
    const link = this.querySelector("input");
    const base = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    link.value = new URL(link.dataset.address, base).href;
    const [done, selected] = this.querySelectorAll("output");
    let copied = true;
    await navigator.clipboard.writeText(link.value).catch(() => (copied = false));
    link.hidden = copied;
    if (!copied) link.select();
    [done.hidden, selected.hidden] = [!copied, copied];
  }
}

if (!customElements.get("state-actions")) customElements.define("state-actions", StateActions);
