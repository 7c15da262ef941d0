import { spent, steps } from "./costs.mjs";

/** Where things stand in the plot, in the units of its picture; no DOM. */
export const FRAME = { left: 70, right: 352, top: 16, bottom: 284 };
const LEVELS = 5;
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** @param {number} most @returns {number[]} six round amounts from zero to the first that holds it */
export function levels(most) {
  const wanted = (most || LEVELS) / LEVELS;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const step = decade * (ROUND.find((f) => f * decade >= wanted * (1 - 1e-9)) ?? 10);
  return Array.from({ length: LEVELS + 1 }, (_, k) => k * step);
}

/** @param {number} months @param {number} top @returns {{x: (month: number) => number, y: (sum: number) => number}} */
export function scales(months, top) {
  const tenth = (/** @type {number} */ number) => Math.round(number * 10) / 10;
  return {
    x: (month) => tenth(FRAME.left + (month / months) * (FRAME.right - FRAME.left)),
    y: (sum) => tenth(FRAME.bottom - (sum / top) * (FRAME.bottom - FRAME.top)),
  };
}

/** @param {import("./costs.mjs").Cost} c @param {number} months @param {ReturnType<typeof scales>} to @returns {string} */
export function line(c, months, { x, y }) {
  const rises = steps(c, months).map((at) => `L${x(at)} ${y(spent(c, at))}V${y(spent(c, at) + c.retraining)}`);
  return `M${x(0)} ${y(c.launch)}${rises.join("")}L${x(months)} ${y(spent(c, months))}`;
}

/** @param {number[]} places @param {number} gap @returns {number[]} the same places moved until none is nearer to another */
export function apart(places, gap) {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  order.forEach((at, i) => {
    if (i) moved[at] = Math.max(moved[at], moved[order[i - 1]] + gap);
  });
  [...order].reverse().forEach((at, i, down) => {
    moved[at] = Math.min(moved[at], i ? moved[down[i - 1]] - gap : FRAME.bottom);
  });
  return moved;
}
