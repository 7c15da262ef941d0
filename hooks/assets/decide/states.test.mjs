import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import fc from "fast-check";
import { answersIn, before, pairs, query, States, unused } from "./states.mjs";

const ONE = "need.facts/";
const TWO = "need.facts/freshness.often/";
const STATES = new States(["", ONE, TWO, "need.facts/freshness.rarely/", "need.both/", "need.both/team.ml/"]);

const id = fc.stringMatching(/^[a-z\d]{1,3}(-[a-z\d]{1,3}){0,2}$/);
const state = fc
  .uniqueArray(fc.tuple(id, id), { selector: ([question]) => question, maxLength: 8 })
  .map((path) => path.map(([question, answer]) => `${question}.${answer}/`).join(""));

test("every address states the answers that the table says, as it does in Python", async () => {
  const table = new URL("../../../tests/machine/addresses.json", import.meta.url);
  /** @type {{address: string, answers: string[][], rest: string[]}[]} */
  const examples = JSON.parse(await readFile(table, "utf8"));
  for (const { address, answers, rest } of examples) assert.deepEqual(answersIn(address), { answers, rest }, address);
});

test("a state and its address convert both ways", () => {
  fc.assert(
    fc.property(state, (url) => {
      for (const address of [
        url,
        `/decide/${url}`,
        `https://example.org/a.b/decide/${url}record.md#top`,
        `?${query(url)}`,
      ])
        assert.deepEqual(answersIn(address), { answers: pairs(url), rest: [] }, address);
    }),
  );
});

test("any text can be read as an address", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."/.?=&#%[]:ab") })),
      (text) => {
        for (const pair of answersIn(text).answers) assert.equal(pair.length, 2);
      },
    ),
  );
});

test("answers lead as far as they go, in any order", () => {
  assert.equal(
    STATES.replay(
      new Map([
        ["freshness", "often"],
        ["need", "facts"],
      ]),
    ),
    TWO,
  );
  assert.equal(
    STATES.replay(
      new Map([
        ["need", "facts"],
        ["freshness", "hourly"],
      ]),
    ),
    ONE,
  );
  assert.equal(STATES.replay(new Map([["freshness", "often"]])), "");
  assert.equal(STATES.replay(new Map([["constructor", "name"]])), "");
});

test("answers that are of no use are left", () => {
  const { state, left, rest } = STATES.read("/decide/need.facts/so it goes/?team=ml&need=both&need=facts");
  assert.equal(state, ONE);
  assert.deepEqual(left, [
    ["team", "ml"],
    ["need", "both"],
  ]);
  assert.deepEqual(rest, ["so it goes"]);
  assert.deepEqual(unused(left, rest), ["team.ml", "need.both", "so it goes"]);
});

test("of much that was not understood, not all is told", () => {
  assert.equal(unused([], Array(5000).fill("x")).length, 100);
});

test("a question applies where it was or can still be asked", () => {
  assert.ok(STATES.applies("", "team"));
  assert.ok(STATES.applies(TWO, "need"));
  assert.ok(STATES.applies(ONE, "freshness"));
  assert.ok(!STATES.applies(ONE, "team"));
});

test("before a state stands the one with an answer less", () => {
  assert.equal(before(TWO), ONE);
  assert.equal(before(ONE), "");
});
