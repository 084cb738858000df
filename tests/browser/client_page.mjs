// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of clients share: bundles, a page with a client in it, and waiting for what it shows.
import assert from "node:assert/strict";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {isDeepStrictEqual} from "node:util";

import {npmPackage, values, watch} from "./browser.mjs";

const DEADLINE_MS = 20_000;

// The packages that are bundled into the page, and the name that the page's address has for each.
export const BUNDLES = {
  "1.0": "@meilisearch/instant-meilisearch",
  0.31: "instant-meilisearch-0.31"
};

export async function bundle() {
  const source = path.dirname(fileURLToPath(import.meta.url));
  await Promise.all(Object.entries(BUNDLES).map(([name, client]) => npmPackage("esbuild").build({
    entryPoints: [path.join(source, "instantsearch_page.mjs")],
    outfile: path.join(values.folder, `instantsearch-${name}.js`),
    bundle: true,
    logLevel: "error",
    nodePaths: [path.join(process.env.SOU_NPM, "node_modules")],
    alias: {"client-under-test": client},
    define: {"process.env.NODE_ENV": "\"production\""},
  })));
}

let complaints = [];  // of the page opened last

// Opens a page of the static site in a context of its own, asking the sou-serve at `host`.
export async function open(browser, name, host, parameters = {}) {
  const context = await browser.newContext({locale: "en-US"});
  complaints = watch(context, [values.pages, host]);
  const page = await context.newPage();
  await page.goto(`${values.pages}/${name}.html?${new URLSearchParams({host, ...parameters})}`);
  return {context, page, complaints};
}

// Waits until `read` gives `expected`; the sentence says what was to be. An error in the page opened last ends it, too.
export async function eventually(read, expected, sentence) {
  const end = Date.now() + DEADLINE_MS;
  let seen;
  do {
    seen = await read();
    if (isDeepStrictEqual(seen, expected)) return;
    assert.deepEqual(complaints, [], `${sentence}; but there was an error`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (Date.now() < end);
  assert.deepEqual(seen, expected, sentence);
}
