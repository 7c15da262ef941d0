import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, Words } from "./words.mjs";

const WORDS = new Words(
  [
    ["bare", "no place"],
    ["path.one", "{count} path"],
    ["path.other", "{count} paths"],
    ["more.other", "and {count} more"],
  ],
  "en",
);

test("placeholders are filled by name, and what has no value stays", () => {
  assert.equal(filled("{count} of {total}, {x}", { count: 0, total: "$&" }), "0 of $&, {x}");
});

test("a count picks its plural form and is written for readers", () => {
  assert.equal(WORDS.count("path", 1), "1 path");
  assert.equal(WORDS.count("path", 0), "0 paths");
  assert.equal(WORDS.count("path", 1234), "1,234 paths");
  assert.equal(WORDS.count("more", 1), "and 1 more");
});

test("a word that is not there is named", () => {
  assert.equal(WORDS.say("bare"), "no place");
  assert.throws(() => WORDS.say("gone"), /gone/);
});
