/**
 * Copies a text that may still be on its way: the clipboard is asked at once, as some browsers allow it only
 * within the click.
 *
 * @param {string | Promise<string>} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copied(text) {
  const blob = Promise.resolve(text).then((ready) => new Blob([ready], { type: "text/plain" }));
  blob.catch(() => {}); // told by whoever made the text
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Shows one of the messages that wait in a live region; only what appears in it is read out.
 *
 * @param {HTMLOutputElement} output
 * @param {number} number of the message; none of them for -1
 */
export function tell(output, number) {
  for (const [at, message] of [...output.children].entries()) message.toggleAttribute("hidden", at !== number);
}

/**
 * @param {string} address as it was written into the page
 * @returns {string} the address that others can use
 */
export function absolute(address) {
  const canonical = document.querySelector("link[rel=canonical]");
  return new URL(address, canonical instanceof HTMLLinkElement ? canonical.href : location.href).href;
}
