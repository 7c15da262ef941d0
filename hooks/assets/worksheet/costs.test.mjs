import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { APPROACHES, cost, lowest, spent, steps, times } from "./costs.mjs";
import { levels } from "./plot.mjs";

/** The most that each number may be, and whether it is a whole one; the limits of the page are narrower. */
const MOST = 1e9;
const NAMES = [
  ...["requests", "instructions", "tuned-instructions", "text", "passages", "question", "answer", "tuned-answer"],
  ...["input", "tuned-input", "cached-input", "tuned-cached-input", "output", "tuned-output"],
  ...["hosting", "tuned-hosting", "search", "retrieval", "build", "evaluation", "pipelines", "examples", "training"],
  ...["refresh", "target", "search-time", "reranking", "lookup"],
  ...APPROACHES.map((approach) => `first-token-${approach}`),
];
const NOTHING = {
  ...Object.fromEntries(NAMES.map((name) => [name, 0])),
  ...{ cached: 0, hits: 0, months: 36, retrainings: 1, speed: 1, "tuned-speed": 1 },
};

/** @param {number} least @param {number} most */
const between = (least, most) =>
  fc.oneof(
    fc.integer({ min: Math.ceil(least), max: Math.floor(most) }),
    fc.double({ min: least, max: most, noNaN: true }).map((number) => Math.round(number * 1000) / 1000),
  );
/** @type {fc.Arbitrary<import("./costs.mjs").Numbers>} */
const numbers = fc.record({
  ...Object.fromEntries(NAMES.map((name) => [name, between(0, MOST)])),
  ...{ cached: between(0, 100), hits: between(0, 100), months: fc.integer({ min: 6, max: 120 }) },
  ...{ retrainings: between(0, 12), speed: between(1, MOST), "tuned-speed": between(1, MOST) },
});

/** @param {number} launch @param {number} monthly */
const line = (launch, monthly, retraining = 0, every = 12) => ({ launch, monthly, thousand: 0, retraining, every });

/** @param {number} found @param {number} expected */
const near = (found, expected) =>
  assert.ok(Math.abs(found - expected) <= Math.abs(expected) * 1e-9, `${found} is not ${expected}`);

test("a request costs what its tokens cost", () => {
  const n = { ...NOTHING, requests: 1000, instructions: 3000, question: 1000, answer: 500 };
  const priced = { ...n, input: 2, "cached-input": 0.5, output: 8, cached: 50 };
  // 3,000 tokens at 1.25, 1,000 at 2 and 500 at 8 per million are 0.00975 a request.
  near(cost("prompting", priced).monthly, 9.75);
  near(cost("prompting", { ...priced, hits: 20 }).monthly, 7.8);
  near(cost("prompting", { ...priced, hits: 20 }).thousand, 9.75);
  const retrieving = { ...priced, passages: 2000, retrieval: 0.25, search: 80, text: 1e6 };
  near(cost("rag", retrieving).monthly, 9.75 + 4 + 0.25 + 80);
});

test("what is paid once and again falls to those who need it", () => {
  const once = { build: 1, evaluation: 10, pipelines: 100, examples: 1000, training: 10_000, refresh: 100_000 };
  const n = { ...NOTHING, ...once, hosting: 3, "tuned-hosting": 5, search: 7 };
  const costs = APPROACHES.map((approach) => cost(approach, n));
  assert.deepEqual(
    costs.map(({ launch }) => launch),
    [11, 111, 11_011, 11_111],
  );
  assert.deepEqual(
    costs.map(({ retraining }) => retraining),
    [0, 0, 110_010, 110_010],
  );
  assert.deepEqual(
    costs.map(({ monthly }) => monthly),
    [3, 10, 5, 12],
  );
});

test("a tune serves its time, and what falls due on the last day is not paid", () => {
  const tuned = line(100, 0, 10);
  assert.deepEqual(
    [0, 12, 12.01, 24, 25, 36].map((month) => spent(tuned, month)),
    [100, 100, 110, 110, 120, 120],
  );
  assert.deepEqual(steps(tuned, 36), [12, 24]);
  assert.equal(spent(cost("fine-tuning", { ...NOTHING, training: 5, retrainings: 0 }), 120), 5);
  // 3.33 months, which has no exact binary form.
  assert.equal(steps(line(0, 0, 1, 12 / 3.6), 120).length, 35);
});

for (const { name, one, other, expected } of [
  { name: "where one is dearer at first", one: line(0, 10), other: line(100, 0), expected: "0 one, 10 other" },
  { name: "never where lines are parallel", one: line(0, 10), other: line(100, 10), expected: "0 one" },
  { name: "never where it is too far away", one: line(0, 1), other: line(100, 0), expected: "0 one" },
  { name: "at once", one: line(50, 10), other: line(50, 0), expected: "0 one=other, 0 other" },
  { name: "always where lines are equal", one: line(5, 5), other: line(5, 5), expected: "0 one=other" },
  { name: "always where all is free", one: line(0, 0), other: line(0, 0), expected: "0 one=other" },
  // Re-training lifts the second line above the first, which then climbs past it again.
  { name: "again", one: line(0, 10), other: line(100, 0, 50), expected: "0 one, 10 other, 12 one, 15 other" },
  { name: "in a step", one: line(100, 0), other: line(90, 0, 20), expected: "0 other, 12 one" },
]) {
  test(`lines change places: ${name}`, () => {
    const turns = lowest({ one, other }, 36).map((turn) => `${Number(turn.from.toFixed(9))} ${turn.lowest.join("=")}`);
    assert.equal(turns.join(", "), expected);
  });
}

test("nothing costs nothing, and the most is still a number", () => {
  const free = Object.fromEntries(APPROACHES.map((approach) => [approach, cost(approach, NOTHING)]));
  assert.deepEqual(lowest(free, 36), [{ from: 0, lowest: [...APPROACHES] }]);
  const most = { ...NOTHING, ...Object.fromEntries(NAMES.map((name) => [name, MOST])), retrainings: 12 };
  for (const approach of APPROACHES) {
    const sum = spent(cost(approach, most), 120);
    assert.ok(sum > 1e20 && Number.isFinite(sum));
    assert.ok(levels(sum)[5] >= sum);
  }
});

test("the median is that of a hit once more than half are hits", () => {
  const n = { ...NOTHING, target: 900, "search-time": 200, reranking: 100, "first-token-rag": 400 };
  const answering = { ...n, answer: 100, speed: 50, lookup: 40 };
  const alone = { retrieval: 300, first: 700, last: 2700, p50: 700, mean: 700, left: 200 };
  assert.deepEqual(times("rag", answering, "first"), alone);
  const half = times("rag", { ...answering, hits: 50 }, "last");
  assert.deepEqual([half.p50, half.mean, half.left], [2740, (40 + 2740) / 2, -1840]);
  const mostly = times("rag", { ...answering, hits: 60 }, "first");
  assert.deepEqual([mostly.p50, mostly.left], [40, 860]);
});

test("a line never falls with time nor with more requests", () => {
  const months = fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { minLength: 2 });
  fc.assert(
    fc.property(numbers, fc.constantFrom(...APPROACHES), months, (n, approach, at) => {
      const one = cost(approach, n);
      const sums = at.sort((a, b) => a - b).map((month) => spent(one, month));
      for (const [i, sum] of sums.slice(1).entries()) assert.ok(sum >= sums[i]);
      const more = cost(approach, { ...n, requests: n.requests * 2 + 1 });
      assert.ok(spent(more, 36) >= spent(one, 36));
    }),
  );
});

test("the line named cheapest is cheapest in every month", () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, share) => {
      const costs = Object.fromEntries(APPROACHES.map((approach) => [approach, cost(approach, n)]));
      const found = lowest(costs, n.months);
      const at = share * n.months;
      const [named] = found.filter(({ from }) => from < at).at(-1)?.lowest ?? [];
      near(spent(costs[named], at), Math.min(...Object.values(costs).map((one) => spent(one, at))));
      for (const [i, { from }] of found.slice(1).entries()) assert.ok(from >= found[i].from);
    }),
  );
});
