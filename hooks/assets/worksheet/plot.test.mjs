import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { apart, FRAME, levels, line, scales } from "./plot.mjs";

test("the levels are round, start at zero and hold the highest sum", () => {
  assert.deepEqual(levels(0), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(levels(47_000), [0, 10_000, 20_000, 30_000, 40_000, 50_000]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e30, noNaN: true }), (most) => {
      const found = levels(most);
      assert.equal(found[0], 0);
      assert.ok(found[5] >= most * (1 - 1e-8));
      assert.ok(found[5] <= most * 2.5);
    }),
  );
});

test("a line begins at launch, rises with each re-training and ends at the last month", () => {
  const tuned = { launch: 100, monthly: 0, thousand: 0, retraining: 100, every: 12 };
  assert.equal(line(tuned, 24, scales(24, 200)), "M70 150L211 150V16L352 16");
});

test("labels never lie upon each other nor leave the plot", () => {
  const places = fc.array(fc.double({ min: FRAME.top, max: FRAME.bottom, noNaN: true }), {
    minLength: 4,
    maxLength: 4,
  });
  fc.assert(
    fc.property(places, (given) => {
      const moved = apart(given, 20).sort((a, b) => a - b);
      for (const [i, place] of moved.slice(1).entries()) assert.ok(place - moved[i] >= 20 - 1e-6);
      assert.ok(moved[0] >= FRAME.top - 1e-6 && moved[3] <= FRAME.bottom);
    }),
  );
});
