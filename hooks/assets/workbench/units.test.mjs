import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { units } from "./units.mjs";

test("a place in characters is found in units of UTF-16", () => {
  assert.deepEqual(units("a🌱b", 3, 1), [3, 4]);
  assert.deepEqual(units("a🌱b", 2, 1), [1, 3]);
  assert.deepEqual(units("ab", 9, 4), [2, 2]);
});

test("what stands at a place is as long as was said", () => {
  const line = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(line, fc.nat(20), fc.nat(20), (text, before, length) => {
      const [from, to] = units(text, before + 1, length);
      assert.deepEqual([...text.slice(from, to)], [...text].slice(before, before + length));
    }),
  );
});
