// SPDX-License-Identifier: GPL-3.0-or-later
//
// As the README of meilisearch-docsearch has it. The address of sou-serve is ?host=, how many hits to show ?hits=.
const parameters = new URLSearchParams(location.search);
window.__docsearch_meilisearch__.docsearch({
  container: "#docsearch",
  host: parameters.get("host"),
  apiKey: "",
  indexUid: "sou",
  searchParams: {limit: Number(parameters.get("hits") ?? 20)},
});
