import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { amount, parsed, tick, typed } from "./numbers.mjs";

const LIMITS = { least: 0, most: 1_000_000, whole: false };

test("numbers are read as people write them", () => {
  /** @type {Record<string, number>} */
  const values = {
    1000: 1000,
    "1,000": 1000,
    "1 000": 1000,
    "1\u202f000": 1000,
    "12'500.75": 12500.75,
    " 0.5 ": 0.5,
    "1.000": 1,
    "-0": 0,
    "007": 7,
  };
  for (const [text, value] of Object.entries(values)) assert.deepEqual(parsed(text, LIMITS), { value }, text);
});

test("what is no number is refused and never guessed", () => {
  const wrong = [
    "0,75",
    "0,075",
    "1,5",
    "1,00",
    "1.000.000",
    "1,000 000",
    "",
    "1e6",
    "Infinity",
    ".5",
    "5.",
    "٣",
    "0x10",
  ];
  for (const text of wrong) assert.deepEqual(parsed(text, LIMITS), { wrong: "number" }, text);
});

test("a number that is out of its limits is told which", () => {
  for (const text of ["-5", "−0.01"]) assert.deepEqual(parsed(text, LIMITS), { wrong: "least" }, text);
  for (const text of ["1000000.01", "9".repeat(400)]) assert.deepEqual(parsed(text, LIMITS), { wrong: "most" }, text);
  assert.deepEqual(parsed("7.5", { ...LIMITS, whole: true }), { wrong: "whole" });
});

test("a number that was written for its field is read as the same", () => {
  const number = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => Number(value.toFixed(6)));
  fc.assert(fc.property(number, (value) => assert.deepEqual(parsed(typed.format(value), LIMITS), { value })));
});

test("large amounts take little room", () => {
  assert.deepEqual([1.234, 99.9, 1234.5, 1.2345e9, 1e16].map(amount), ["1.23", "99.9", "1,235", "1.235bn", "1E16"]);
  assert.deepEqual([1500, 2.5e6, 1e16].map(tick), ["1.5k", "2.5m", "1E16"]);
});
