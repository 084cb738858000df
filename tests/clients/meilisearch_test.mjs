// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Meilisearch's client for JavaScript asks, on tests/data/site.
import assert from "node:assert/strict";
import {test} from "node:test";

import {Meilisearch, MeilisearchApiError, values} from "./client.mjs";

const PAGES = 80;  // of tests/data/site
const LANGUAGES = {
  en: 25,
  ja: 13,
  ko: 9,
  zh: 33
};
const client = new Meilisearch({host: values.host});
const index = client.index("sou");
const list = (options) => index.search("", {limit: 100, ...options});

test("the server is there, with one index", async () => {
  assert.deepEqual(await client.health(), {status: "available"});
  assert.ok(await client.isHealthy());
  assert.match((await client.getVersion()).pkgVersion, /^\d+\.\d+\.\d+/, "a version is told");
  const {results, total} = await client.getIndexes();
  assert.equal(total, 1);
  assert.equal(results[0].uid, "sou");
  assert.equal((await client.getIndex("sou")).primaryKey, "id");
  assert.equal((await index.fetchPrimaryKey()), "id");
  const stats = await client.getStats();
  assert.equal(stats.indexes.sou.numberOfDocuments, PAGES);
  assert.ok(stats.databaseSize > 0);
  assert.equal((await index.getStats()).numberOfDocuments, PAGES);
});

// Query, first address, what is marked in which field.
for (const [query, url, field, marked] of [
         ["借用检查器", "/zh/posts/rust-ownership/", "title", "和<em>借用检查器</em>吵了一个月的架：Rust 所有权笔记"],
         ["不可抗力", "/zh/posts/vps-backup-2013/#为什么要备份", "hierarchy_lvl2", "为什么要备份"],
         [
           "分かち書き", "/ja/posts/cjk-tokenizing/", "hierarchy_lvl1",
           "単語はどこで終わるのか：日中韓の全文検索と<em>分かち書き</em>"
         ],
         ["기차표", "/ko/notes/2026/09/chuseok-train/", "title", "추석 <em>기차표</em> 예매와 대기열 시스템 구경"],
         ["containerd", "/posts/k8s-upgrade/#what-we-had", "hierarchy_lvl2", "What we had"],
         ["heron count", "/notes/2026/10/herons/", "title", "<em>Heron</em> <em>count</em>, autumn 2026"],
]) {
  test(`${query} is found and marked`, async () => {
    const {hits, query: asked, processingTimeMs} = await index.search(query, {attributesToHighlight: ["*"]});
    assert.equal(asked, query);
    assert.ok(Number.isInteger(processingTimeMs));
    assert.equal(decodeURI(hits[0].url), url, `${query} leads to ${url} first`);
    assert.equal(hits[0]._formatted[field], marked, `${field} is marked`);
    assert.ok(!/<em>/.test(hits[0][field]), "the field itself is plain");
  });
}

test("an empty query lists all pages, newest first", async () => {
  const {hits, estimatedTotalHits, limit, offset} = await index.search();
  assert.deepEqual([estimatedTotalHits, limit, offset, hits.length], [PAGES, 20, 0, 20]);
  const dates = (await list()).hits.map((hit) => hit.date).filter((date) => date !== null);
  assert.deepEqual(dates, dates.toSorted((a, b) => b - a));
});

const pagesOf = (test) => async (hits) => {
  const all = (await list()).hits.filter(test);
  assert.ok(all.length > 0 && all.length < PAGES, "the filter means something");
  assert.deepEqual(hits.map((hit) => hit.id).toSorted(), all.map((hit) => hit.id).toSorted());
};
const year2024 = Date.UTC(2024, 0, 1) / 1000;
for (const [filter, expected] of [
         ["lang = ja", (hit) => hit.lang === "ja"],
         ["lang = \"ja\" AND tags = unicode", (hit) => hit.lang === "ja" && hit.tags.includes("unicode")],
         ["lang = ja OR lang = ko", (hit) => ["ja", "ko"].includes(hit.lang)],
         ["lang IN [ja, ko]", (hit) => ["ja", "ko"].includes(hit.lang)],
         ["lang NOT IN [zh, en]", (hit) => !["zh", "en"].includes(hit.lang)],
         ["NOT lang = zh", (hit) => hit.lang !== "zh"],
         [
           "lang != zh AND (tags = unicode OR tags = kubernetes)",
           (hit) => hit.lang !== "zh" && ["unicode", "kubernetes"].some((tag) => hit.tags.includes(tag))
         ],
         [`date >= ${year2024}`, (hit) => hit.date >= year2024],
         [
           `date ${year2024} TO ${year2024 + 366 * 86400}`,
           (hit) => hit.date >= year2024 && hit.date <= year2024 + 366 * 86400
         ],
         ["year = 2024", (hit) => hit.year === 2024],
         ["section EXISTS AND section = notes", (hit) => hit.section === "notes"],
         ["tags = \"c++\"", (hit) => hit.tags.includes("c++")],
         [
           ["lang = ja", ["tags = unicode", "tags = git"]],
           (hit) => hit.lang === "ja" && ["unicode", "git"].some((tag) => hit.tags.includes(tag))
         ],
         [[["lang = ja", "lang = ko"], "year = 2024"], (hit) => ["ja", "ko"].includes(hit.lang) && hit.year === 2024],
]) {
  test(`the filter ${JSON.stringify(filter)}`, async () => pagesOf(expected)((await list({filter})).hits));
}

test("facets are counted, all of them and among the hits", async () => {
  const {facetDistribution, facetStats} = await list({facets: ["lang", "tags", "year", "date"]});
  assert.deepEqual(facetDistribution.lang, LANGUAGES);
  assert.deepEqual(
      Object.keys(facetDistribution.lang), Object.keys(LANGUAGES), "values come in the order of the alphabet");
  assert.equal(facetDistribution.tags.kubernetes, 7);
  assert.equal(facetStats.year.min, 2012);
  assert.ok(facetStats.date.max > facetStats.date.min);
  const japanese = await list({facets: ["lang"], filter: "lang = ja"});
  assert.deepEqual(japanese.facetDistribution, {lang: {ja: LANGUAGES.ja}});
  const all = await index.search("", {facets: ["*"], limit: 0});
  assert.deepEqual(all.hits, []);
  assert.deepEqual(all.facetDistribution.lang, LANGUAGES, "* is every facet");
});

test("dates sort both ways", async () => {
  for (const [sort, order] of [["date:desc", (a, b) => b - a], ["date:asc", (a, b) => a - b]]) {
    const dates =
        (await index.search("kubernetes", {sort: [sort]})).hits.map((hit) => hit.date).filter((date) => date !== null);
    assert.ok(dates.length > 5);
    assert.deepEqual(dates, dates.toSorted(order), sort);
  }
});

test("text is cropped and marked as asked", async () => {
  const {hits} = await index.search("containerd", {
    attributesToCrop: ["content:5"],
    cropMarker: "[…]",
    attributesToHighlight: ["content"],
    highlightPreTag: "**",
    highlightPostTag: "**",
    attributesToRetrieve: ["title", "content"],
  });
  const {_formatted: formatted, ...fields} = hits[0];
  assert.deepEqual(Object.keys(fields), ["title", "content"], "only what was asked for comes back");
  assert.match(formatted.content, /\*\*containerd\*\*/);
  assert.match(formatted.content, /^\[…\]|\[…\]$/, "a cut end is marked");
  assert.ok(formatted.content.length < 80, `five words are short: ${formatted.content}`);
});

test("text beside marks of HTML is escaped, beside others not", async () => {
  const attributes = {attributesToHighlight: ["*"], limit: 1};
  const html = (await index.search("쿠버네티스", attributes)).hits[0]._formatted.content;
  assert.ok(html.startsWith("&quot;<em>쿠버네티스</em>에서&quot;"), `${html} may stand in a page`);
  const plain = await index.search(
      "쿠버네티스", {...attributes, highlightPreTag: "__ais-highlight__", highlightPostTag: "__/ais-highlight__"});
  assert.ok(
      plain.hits[0]._formatted.content.startsWith("\"__ais-highlight__쿠버네티스__/ais-highlight__에서\""),
      "the client escapes that");
});

test("pages turn by offset and by number", async () => {
  const all = (await list()).hits.map((hit) => hit.id);
  const ids = (answer) => answer.hits.map((hit) => hit.id);
  assert.deepEqual(ids(await list({limit: 7, offset: 14})), all.slice(14, 21));
  const third = await index.search("", {hitsPerPage: 7, page: 3});
  assert.deepEqual(ids(third), all.slice(14, 21));
  assert.deepEqual([third.totalHits, third.totalPages, third.page, third.hitsPerPage], [PAGES, 12, 3, 7]);
  assert.deepEqual(
      ids(await index.search("", {hitsPerPage: 7, page: 13})), [], "beyond the last page there is nothing");
});

test("all words, or as many as there are", async () => {
  const words = "kubernetes heron Zürich";
  assert.equal((await index.search(words, {matchingStrategy: "all"})).hits.length, 0, "no page has all the words");
  assert.ok((await index.search(words, {matchingStrategy: "last"})).hits.length > 0, "some have some");
});

test("places and scores are told", async () => {
  const {hits} = await index.search("heron", {showMatchesPosition: true, showRankingScore: true});
  const {_matchesPosition: positions, _rankingScore: score, title} = hits[0];
  const {start, length} = positions.title[0];
  assert.equal(
      Buffer.from(title).subarray(start, start + length).toString().toLowerCase(), "heron", "places are bytes");
  const scores = hits.map((hit) => hit._rankingScore);
  assert.ok(score > 0 && scores.every((value) => value >= 0 && value <= 1), `scores are between 0 and 1: ${scores}`);
  assert.deepEqual(scores, scores.toSorted((a, b) => b - a), "best first");
});

test("GET answers what POST answers", async () => {
  const options = {filter: "lang = ja", facets: ["tags"], limit: 3, attributesToHighlight: ["*"], sort: ["date:desc"]};
  const [got, posted] = [await index.searchGet("検索", options), await index.search("検索", options)];
  for (const answer of [got, posted]) delete answer.processingTimeMs;
  assert.ok(posted.hits.length > 0);
  assert.deepEqual(got, posted);
});

test("several searches in one request", async () => {
  const queries =
      [{indexUid: "sou", q: "heron", limit: 2}, {indexUid: "sou", q: "", filter: "lang = ko", facets: ["lang"]}];
  const {results} = await client.multiSearch({queries});
  assert.deepEqual(results.map((result) => result.indexUid), ["sou", "sou"]);
  assert.equal(results[0].hits.length, 2);
  assert.deepEqual(results[1].facetDistribution, {lang: {ko: LANGUAGES.ko}});
});

test("values of a facet are searched", async () => {
  const found = await index.searchForFacetValues({facetName: "tags", facetQuery: "kuber"});
  assert.deepEqual(found.facetHits, [{value: "kubernetes", count: 7}]);
  assert.equal(found.facetQuery, "kuber");
  const japanese = await index.searchForFacetValues({facetName: "tags", facetQuery: "検", filter: "lang = ja"});
  assert.deepEqual(japanese.facetHits, [{value: "検索", count: 3}]);
});

const failing = (name, ask, status, code, quoted) => test(`${name} is an error that says why`, async () => {
  await assert.rejects(ask, (error) => {
    assert.ok(error instanceof MeilisearchApiError, `it is the client's own error: ${error}`);
    assert.deepEqual([error.response.status, error.cause.code], [status, code]);
    assert.match(error.cause.message, quoted);
    assert.match(error.cause.link, new RegExp(`#${code}$`));
    return true;
  });
});
failing("another index", () => client.index("other").search("x"), 404, "index_not_found", /other/);
failing("a broken filter", () => list({filter: "lang = ("}), 400, "invalid_search_filter", /./);
failing("a filter by an unknown field", () => list({filter: "colour = red"}), 400, "invalid_search_filter", /colour/);
failing("a wrong limit", () => list({limit: "many"}), 400, "invalid_search_limit", /many/);
failing("sorting by an unknown field", () => list({sort: ["size:asc"]}), 400, "invalid_search_sort", /size/);
failing("an unknown facet", () => list({facets: ["colour"]}), 400, "invalid_search_facets", /colour/);
failing(
    "a facet that is none", () => index.searchForFacetValues({facetName: "colour"}), 400,
    "invalid_facet_search_facet_name", /colour/);
failing("a wrong strategy", () => list({matchingStrategy: "some"}), 400, "invalid_search_matching_strategy", /some/);

test("what would write is refused, and changes nothing", async () => {
  for (const write
           of [() => index.addDocuments([{id: 1}]), () => index.updateSettings({}), () => client.createIndex("x"),
              () => index.deleteAllDocuments()]) {
    await assert.rejects(
        async () => write(), (error) => error instanceof MeilisearchApiError && error.response.status >= 400);
  }
  assert.equal((await list()).hits.length, PAGES);
});
