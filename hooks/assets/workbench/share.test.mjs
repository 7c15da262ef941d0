import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { packed, unpacked } from "./share.mjs";

test("a shared text comes back, in letters that addresses allow", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      const code = await packed(text);
      assert.match(code, /^[\w-]*$/);
      assert.equal(await unpacked(code), text);
    }),
  );
});

test("a damaged code is refused", async () => {
  const code = await packed("title: mine\n".repeat(50));
  for (const bad of ["%%%", "AAAA", "eJwDAAAAAAE", code.slice(0, -4)]) await assert.rejects(unpacked(bad), bad);
});

test("a code that unpacks to more than a tree may have is not read to its end", async () => {
  await assert.rejects(unpacked(await packed("x".repeat(1024 * 1024 + 1))), RangeError);
  assert.equal((await unpacked(await packed("x".repeat(1024 * 1024)))).length, 1024 * 1024);
});
