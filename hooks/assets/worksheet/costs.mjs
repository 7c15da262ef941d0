/**
 * The arithmetic of the worksheet; no DOM. Money is in one currency, whichever; prompts and answers are in
 * tokens a request, prices per million tokens, shares in percent, times in milliseconds, and months are
 * counted from launch. `n` holds the numbers by the names of their fields.
 *
 * @typedef {"prompting" | "rag" | "fine-tuning" | "hybrid"} Approach
 * @typedef {Record<string, number>} Numbers
 * @typedef {{launch: number, monthly: number, thousand: number, retraining: number, every: number}} Cost
 *   once; a month; 1,000 requests that reach the model; each re-training; months from one to the next
 */
/** @type {readonly Approach[]} */
export const APPROACHES = ["prompting", "rag", "fine-tuning", "hybrid"];

/** @param {Approach} approach @returns {[boolean, boolean]} whether it retrieves, whether it is tuned */
const made = (approach) => [
  approach === "rag" || approach === "hybrid",
  approach === "fine-tuning" || approach === "hybrid",
];

/** @param {Approach} approach @param {Numbers} n @returns {Cost} */
export function cost(approach, n) {
  const [retrieves, tuned] = made(approach);
  const of = (/** @type {string} */ name) => n[tuned ? `tuned-${name}` : name];
  const stable = of("instructions") + (retrieves || tuned ? 0 : n.text);
  const changing = n.question + (retrieves ? n.passages : 0);
  const share = n.cached / 100;
  const stablePrice = share * of("cached-input") + (1 - share) * of("input");
  const tokens = stable * stablePrice + changing * of("input") + of("answer") * of("output");
  const thousand = tokens / 1000 + (retrieves ? n.retrieval : 0);
  const reaching = n.requests * (1 - n.hits / 100);
  return {
    launch: n.build + n.evaluation + (retrieves ? n.pipelines : 0) + (tuned ? n.examples + n.training : 0),
    monthly: (reaching * thousand) / 1000 + of("hosting") + (retrieves ? n.search : 0),
    thousand,
    retraining: tuned ? n.refresh + n.training + n.evaluation : 0,
    every: 12 / n.retrainings,
  };
}

/** How many re-trainings are paid by then: the next one is paid once the month is past that the last tune serves. */
const retrained = (/** @type {Cost} */ c, /** @type {number} */ month) =>
  Math.max(0, Math.ceil(month / c.every - 1e-9) - 1);

/** @param {Cost} c @param {number} month @returns {number} all that is spent by then */
export const spent = (c, month) => c.launch + c.monthly * month + c.retraining * retrained(c, month);

/** @param {Cost} c @param {number} months @returns {number[]} the months after which a re-training is paid */
export function steps(c, months) {
  const count = c.retraining ? retrained(c, months) : 0;
  return Array.from({ length: count }, (_, k) => (k + 1) * c.every);
}

/**
 * Which lines are lowest, and from which month on: one entry a change, with several names where lines are
 * equal. Every entry but the first is a break-even. Two lines can meet often, because re-training is a step.
 *
 * @param {Record<string, Cost>} costs @param {number} months
 * @returns {{from: number, lowest: string[]}[]}
 */
export function lowest(costs, months) {
  const all = Object.values(costs);
  const lowestAt = (/** @type {number} */ month) => {
    const sums = all.map((c) => spent(c, month));
    const least = Math.min(...sums);
    return Object.keys(costs).filter((_, i) => sums[i] - least <= least * 1e-12);
  };
  const cuts = [0, ...all.flatMap((c) => steps(c, months)), months].sort((a, b) => a - b);
  const meetings = cuts.slice(1).flatMap((end, i) => {
    const middle = (cuts[i] + end) / 2;
    return all
      .flatMap((one, k) =>
        all
          .slice(k + 1)
          .map((other) => middle - (spent(one, middle) - spent(other, middle)) / (one.monthly - other.monthly)),
      )
      .filter((month) => month > cuts[i] && month < end);
  });
  const bounds = [...cuts, ...meetings].sort((a, b) => a - b);
  const found = [{ from: 0, lowest: lowestAt(0) }];
  for (const [i, end] of bounds.slice(1).entries()) {
    // Bounds that differ by rounding alone hold nothing between them.
    if (end - bounds[i] < 1e-9) continue;
    const now = lowestAt((bounds[i] + end) / 2);
    if (now.join() !== found[found.length - 1].lowest.join()) found.push({ from: bounds[i], lowest: now });
  }
  return found;
}

/**
 * What a request takes, from the medians of its parts. Where an answer can come from a cache, every request
 * looks there first, and the median is that of a hit as soon as more than half of them hit.
 *
 * @param {Approach} approach @param {Numbers} n @param {"first" | "last"} moment which token the target is for
 * @returns {{retrieval: number, first: number, last: number, p50: number, mean: number, left: number}}
 */
export function times(approach, n, moment) {
  const [retrieves, tuned] = made(approach);
  const lookup = n.hits ? n.lookup : 0;
  const retrieval = retrieves ? n["search-time"] + n.reranking : 0;
  const first = lookup + retrieval + n[`first-token-${approach}`];
  const last = first + (1000 * n[tuned ? "tuned-answer" : "answer"]) / n[tuned ? "tuned-speed" : "speed"];
  const miss = moment === "last" ? last : first;
  const p50 = n.hits > 50 ? lookup : miss;
  return { retrieval, first, last, p50, mean: (n.hits * lookup + (100 - n.hits) * miss) / 100, left: n.target - p50 };
}
