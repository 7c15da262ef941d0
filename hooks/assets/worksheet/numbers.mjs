/** Numbers as people write them, and as they are shown to them; no DOM. */

/** @param {Intl.NumberFormatOptions} options */
const format = (options) => new Intl.NumberFormat("en-GB", options);
const small = format({ maximumFractionDigits: 2, maximumSignificantDigits: 3, roundingPriority: "morePrecision" });
const large = format({ notation: "compact", maximumSignificantDigits: 4 });
const short = format({ notation: "compact", maximumSignificantDigits: 3 });
const vast = format({ notation: "scientific", maximumSignificantDigits: 3 });

export const whole = format({ maximumFractionDigits: 0 });
export const tenths = format({ maximumFractionDigits: 1 });
/** Below ten thousand without a comma, so that nobody takes `1,250` for the decimals they meant. */
export const typed = format({ maximumFractionDigits: 12, useGrouping: "min2" });

/** @param {number} sum @returns {string} */
export const amount = (sum) => (sum >= 1e15 ? vast : sum >= 1e9 ? large : sum < 100 ? small : whole).format(sum);

/** @param {number} sum @returns {string} the sum in little room */
export const tick = (sum) => (sum >= 1e15 ? vast : short).format(sum);

const NUMBER = /^-?(?:\d+|[1-9]\d{0,2}(?:([ ,'’\u00a0\u202f])\d{3})(?:\1\d{3})*)(?:\.\d+)?$/;

/**
 * A number as people write it. A point stands before decimals; a comma, a space or an apostrophe may part
 * thousands, and nothing else: `0,75` is refused rather than read as seventy-five.
 *
 * @param {string} text @param {{least: number, most: number, whole: boolean}} limits
 * @returns {{value: number} | {wrong: "number" | "least" | "most" | "whole"}}
 */
export function parsed(text, { least, most, whole }) {
  const trimmed = text.trim().replace(/^[−–]/, "-");
  if (!NUMBER.test(trimmed)) return { wrong: "number" };
  const value = Number(trimmed.replace(/[^\d.-]/g, ""));
  if (value < least) return { wrong: "least" };
  if (value > most) return { wrong: "most" };
  return whole && !Number.isInteger(value) ? { wrong: "whole" } : { value: value + 0 };
}
