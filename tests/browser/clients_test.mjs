// SPDX-License-Identifier: GPL-3.0-or-later
//
// The clients in one Chromium: what readers do with them, and what attackers would. Set up by clients_test.py.
import {after, before, test} from "node:test";

import {launch} from "./browser.mjs";
import {bundle, BUNDLES} from "./client_page.mjs";
import * as docsearch from "./docsearch_client.mjs";
import * as instantsearch from "./instantsearch_client.mjs";

const LIMIT = {
  timeout: 120_000
};
let browser;
before(async () => {
  [browser] = await Promise.all([launch(), bundle()]);
});
after(() => browser.close());

for (const [i, client] of Object.keys(BUNDLES).entries()) {
  for (const [name, step] of Object.entries(instantsearch.readers)) {
    test(`InstantSearch, instant-meilisearch ${client}: ${name}`, LIMIT, () => step(browser, client));
  }
  test(
      `InstantSearch, instant-meilisearch ${client}: payloads are text`, LIMIT,
      () => instantsearch.attack(browser, client, i));
}
for (const [name, step] of Object.entries(docsearch.readers)) {
  test(`meilisearch-docsearch: ${name}`, LIMIT, () => step(browser));
}
test("meilisearch-docsearch: payloads are text", LIMIT, () => docsearch.attack(browser, 2));
