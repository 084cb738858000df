// SPDX-License-Identifier: GPL-3.0-or-later
//
// A search page as a site would write it, with the widgets that sites use. Bundled once per client under test.
// In the address: host (of sou-serve), hits (a page), finite (a list of page numbers that ends).
import {instantMeiliSearch} from "client-under-test";
import instantsearch from "instantsearch.js";
import {configure, hits, pagination, rangeInput, refinementList, searchBox, sortBy, stats} from "instantsearch.js/es/widgets";

const parameters = new URLSearchParams(location.search);
const made = instantMeiliSearch(parameters.get("host"), "", {finitePagination: parameters.has("finite")});
const search = instantsearch({indexName: "sou", searchClient: made.searchClient ?? made});
const perPage = Number(parameters.get("hits") ?? 5);

const item = (hit, {html, components}) => html`
  <article data-lang=${hit.lang} data-date=${hit.date} data-tags=${JSON.stringify(hit.tags)}>
    <h2><a href=${hit.url}>${components.Highlight({
  hit,
  attribute: "title"
})}</a></h2>
    <p class="section">${components.Highlight({
  hit,
  attribute: "hierarchy_lvl2"
})}</p>
    <p class="content">${components.Snippet({
  hit,
  attribute: "content"
})}</p>
    <p class="tags">${components.Highlight({
  hit,
  attribute: "tags"
})}</p>
  </article>`;

search.addWidgets([
  configure({hitsPerPage: perPage, attributesToSnippet: ["content:20"]}),
  searchBox({container: "#search"}),
  stats({container: "#stats"}),
  sortBy({container: "#sort", items: [{label: "best", value: "sou"}, {label: "newest", value: "sou:date:desc"}]}),
  refinementList({container: "#lang", attribute: "lang", operator: "or"}),
  refinementList({container: "#tags", attribute: "tags", operator: "or", limit: 20, searchable: true}),
  rangeInput({container: "#date", attribute: "date"}),
  hits({container: "#hits", templates: {item}}),
  pagination({container: "#pages"}),
]);
search.start();
