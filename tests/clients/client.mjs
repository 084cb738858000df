// SPDX-License-Identifier: GPL-3.0-or-later
//
// The client under test, and what the Python side hands over (tests/npm/node.py).
import fs from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";

export const values = JSON.parse(fs.readFileSync(0, "utf8"));

const file = path.join(process.env.SOU_NPM, "node_modules/meilisearch/dist/index.js");
export const {Meilisearch, MeilisearchApiError} = await import(pathToFileURL(file));
