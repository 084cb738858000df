// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that wants a key, asked by Meilisearch's client.
import assert from "node:assert/strict";
import {test} from "node:test";

import {Meilisearch, MeilisearchApiError, values} from "./client.mjs";

const {host, key} = values;
const search = (apiKey) => new Meilisearch({host, apiKey}).index("sou").search("heron");

test("the right key opens", async () => {
  assert.ok((await search(key)).hits.length > 0, "there are hits");
});

for (const [name, apiKey, status, code] of [
         ["no key", undefined, 401, "missing_authorization_header"],
         ["a wrong key", "wrong", 403, "invalid_api_key"],
]) {
  test(`${name} is refused as Meilisearch does`, async () => {
    await assert.rejects(search(apiKey), (error) => {
      assert.ok(error instanceof MeilisearchApiError, `it is the client's own error: ${error}`);
      assert.deepEqual([error.response.status, error.cause.code, error.cause.type], [status, code, "auth"]);
      assert.ok(error.cause.message.length > 10, "it says what to do");
      return true;
    });
  });
}

test("health needs no key", async () => {
  assert.deepEqual(await new Meilisearch({host}).health(), {status: "available"});
});
