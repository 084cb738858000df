// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sou's search box in Chromium, on a site as strict as sites can be. Set up by box_test.py.
import {after, before, test} from "node:test";

import {launch, values} from "./browser.mjs";
import {access} from "./box_access.mjs";
import {host} from "./box_host.mjs";
import {hostile} from "./box_hostile.mjs";
import {inputMethods} from "./box_ime.mjs";
import {keys} from "./box_keys.mjs";
import {network} from "./box_network.mjs";
import {pages} from "./box_pages.mjs";
import {typing} from "./box_typing.mjs";
import {startSite} from "./host_site.mjs";

const LIMIT = {timeout: 120_000};
const parts = {typing, keys, inputMethods, network, access, host, hostile, pages};
let browser, site;

before(async () => {
  site = await startSite(values.search);
  values.site = site.address;
  browser = await launch();
});
after(async () => {
  await browser.close();
  site.stop();
});

for (const part of values.parts) if (!parts[part]) throw new Error(`there is no part ${part}; there are ${Object.keys(parts)}`);
for (const [part, steps] of Object.entries(parts)) {
  if (values.parts.length > 0 && !values.parts.includes(part)) continue;
  for (const [name, step] of Object.entries(steps)) test(`${part}: ${name}`, LIMIT, () => step(browser));
}
