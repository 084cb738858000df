// SPDX-License-Identifier: GPL-3.0-or-later
//
// Chromium for the tests: one process with a fresh profile that reaches only 127.0.0.1, and pages that note what no
// page of ours may do.
import fs from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.SOU_NPM, "package.json"));

// What the Python side of a test hands over (tests/npm/node.py).
export const values = JSON.parse(fs.readFileSync(0, "utf8"));

export const npmPackage = (name) => require(name);

export function launch() {
  return npmPackage("playwright-core").chromium.launch({
    executablePath: values.chromium,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

// Notes dialogs, errors, requests that fail and requests to others than `hosts` in all pages of the context, from now
// on. `quiet` lets errors and failed requests pass: for pages whose status is one.
export function watch(context, hosts, {quiet = false} = {}) {
  const complaints = [];
  const known = new Set(hosts.map((address) => new URL(address).host));
  context.on("dialog", (dialog) => {
    complaints.push(`a dialog opened: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && !known.has(url.host)) complaints.push(`a request to ${url}`);
  });
  if (quiet) return complaints;
  context.on("weberror", (error) => complaints.push(`an uncaught error: ${error.error()}`));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`an error in the console: ${message.text()}`);
  });
  context.on("requestfailed", (request) => {
    // A client gives up the search before when somebody types on.
    if (request.failure()?.errorText !== "net::ERR_ABORTED")
      complaints.push(`${request.url()} failed: ${request.failure()?.errorText}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()} was answered with ${response.status()}`);
  });
  return complaints;
}
