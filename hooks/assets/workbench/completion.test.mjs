import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import fc from "fast-check";
import { offers } from "./completion.mjs";

const schema = JSON.parse(
  await readFile(new URL("../../../decision/schemas/tree.schema.json", import.meta.url), "utf8"),
);
const names = {
  questions: { need: ["facts", "both"], freshness: ["often", "rarely"] },
  outcomes: ["prompting", "rag"],
  evidence: ["a-study"],
  pages: ["outcomes/rag.md"],
};

/** @param {string} before */
const offered = (before, known = { schema, names }) => offers(before, known);

/** @param {string} before */
const labels = (before) => offered(before)?.options.map(({ label }) => label) ?? [];

const QUESTION = "questions:\n  need:\n";

for (const [name, before, label, kind] of [
  ["a key at the top", "version: 1.0.0\nti", "title", "required"],
  ["a key of a question", `${QUESTION}    as`, "ask", "required"],
  ["a key of an answer", `${QUESTION}    answers:\n      facts:\n        beca`, "because", "required"],
  ["an outcome in a list", `${QUESTION}    answers:\n      facts:\n        favours: [pro`, "prompting", "outcome"],
  [
    "a second outcome in a list",
    `${QUESTION}    answers:\n      facts:\n        favours: [rag, pro`,
    "prompting",
    "outcome",
  ],
  ["an entry of the ledger", `${QUESTION}    answers:\n      facts:\n        evidence: [a`, "a-study", "evidence"],
  ["a page", `${QUESTION}    page: outc`, "outcomes/rag.md", "page"],
  ["an icon", "outcomes:\n  rag:\n    icon: ", "layers", undefined],
  ["the first question of the structure", "tree:\n  ne", "need", "question"],
  ["an answer of the structure", "tree:\n  need:\n    fa", "facts", "answer"],
  ["a question further down", "tree:\n  need:\n    facts:\n      fre", "freshness", "question"],
  ["where the structure ends", "tree:\n  need:\n    facts: ra", "rag", "outcome"],
  ["a key of a rule", "rules:\n  - wh", "when", "optional"],
  ["a later key of a rule", "rules:\n  - id: a\n    the", "then", "optional"],
  ["a question of a condition", "rules:\n  - id: a\n    when: {fre", "freshness", "question"],
  ["an answer of a condition", "rules:\n  - id: a\n    when: {freshness: of", "often", "answer"],
  ["an outcome of a rule", "rules:\n  - id: a\n    then: [ra", "rag", "outcome"],
]) {
  test(`${name} is offered where it can stand`, () => {
    const found = offered(before ?? "")?.options.find((option) => option.label === label);
    assert.ok(found, `${labels(before ?? "")}`);
    assert.equal(found.kind, kind);
  });
}

test("what is offered takes the place of the word at the cursor", () => {
  const found = offered("version: 1.0.0\nti");
  assert.equal(found?.from, "version: 1.0.0\n".length);
  assert.equal(found?.eager, false);
  assert.equal(found?.options.find(({ label }) => label === "title")?.apply, "title: ");
  assert.equal(offered("tree:\n  need:\n    facts: ")?.eager, true);
});

test("in a comment and without a draft to take names from nothing is offered", () => {
  assert.equal(offered("# ti"), null);
  assert.equal(offers("tree:\n  ne", { schema, names: null }), null);
});

test("any text can stand before the cursor", () => {
  const line = fc.string({ unit: fc.constantFrom(..."ab:-[]{}, #\n") });
  const key = fc.constantFrom("tree:\n", "rules:\n  - ", "when: {", "questions:\n  need:\n    ", "__proto__:\n  ");
  fc.assert(fc.property(fc.array(fc.oneof(line, key)), (parts) => void offered(parts.join(""))));
});
