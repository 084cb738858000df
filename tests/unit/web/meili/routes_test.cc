// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../fake_search.h"
#include "web/meili/filter_parser.h"
#include "web/routes.h"
#include "web/server/url.h"

namespace sou::web::meili {
namespace {

using nlohmann::json;
using query::Facet;
using query::Sort;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The real router over a search that remembers what it was asked.
class MeiliApi : public testing::Test {
 protected:
  Response Post(const std::string& path, std::string body, const std::string& type = "application/json") {
    Request request = Get(path);
    request.method = "POST";
    request.body = std::move(body);
    if (!type.empty()) request.headers["content-type"] = type;
    return router_.Dispatch(std::move(request));
  }
  json Ask(const std::string& body) {
    const Response response = Post("/indexes/sou/search", body);
    EXPECT_EQ(response.status, 200) << response.body;
    return json::parse(response.body);
  }
  json GetJson(const std::string& target, int status = 200) {
    const Target parsed = ParseTarget(target);
    const Response response = router_.Dispatch(Get(parsed.path, parsed.params));
    EXPECT_EQ(response.status, status) << response.body;
    return json::parse(response.body);
  }
  static std::string FilterOf(const query::SearchRequest& request) {
    return request.filters.condition ? PrintFilter(*request.filters.condition) : "";
  }

  FakeSearch fake_;
  Router router_ = MakeRouter(fake_.Source(), {});
};

TEST_F(MeiliApi, AnEmptyBodyAsksForEveryPage) {
  fake_.answer.total = 80;
  const json answer = Ask("{}");
  EXPECT_EQ(fake_.last.text, "");
  EXPECT_EQ(fake_.last.offset, 0U);
  EXPECT_EQ(fake_.last.limit, 20U);
  EXPECT_FALSE(fake_.last.typing);
  EXPECT_FALSE(fake_.last.filters.condition);
  EXPECT_EQ(answer["estimatedTotalHits"], 80);
  EXPECT_EQ(answer["limit"], 20);
  EXPECT_EQ(answer["offset"], 0);
  EXPECT_EQ(answer["query"], "");
  EXPECT_TRUE(answer["processingTimeMs"].is_number_integer());
  EXPECT_FALSE(answer.contains("facetDistribution"));
  EXPECT_FALSE(answer.contains("totalHits"));
}

TEST_F(MeiliApi, NullIsNotSent) {
  Ask(R"({"q":null,"limit":null,"filter":null,"vector":null,"hybrid":null,"facets":null,"sort":null,"page":null})");
  EXPECT_EQ(fake_.last.limit, 20U);
}

TEST_F(MeiliApi, EachFieldChangesTheSearch) {
  Ask(R"({"q":"云","offset":5,"limit":7,"filter":["lang = zh"],"sort":["date:asc"],"facets":["tags","date"],)"
      R"("matchingStrategy":"all","attributesToSearchOn":["title"],"attributesToCrop":["content:50"],"locales":["zh"],)"
      R"("distinct":"url","showRankingScoreDetails":true,"retrieveVectors":false})");
  EXPECT_EQ(fake_.last.text, "云");
  EXPECT_TRUE(fake_.last.typing) << "these clients search at every letter";
  EXPECT_EQ(fake_.last.offset, 5U);
  EXPECT_EQ(fake_.last.limit, 7U);
  EXPECT_EQ(FilterOf(fake_.last), R"(lang IN ["zh"])");
  EXPECT_EQ(fake_.last.sort, Sort::kDateAscending);
  EXPECT_THAT(fake_.last.facets, ElementsAre(Facet::kTags, Facet::kDate));
  EXPECT_TRUE(fake_.last.all_words);
  EXPECT_TRUE(fake_.last.title_only);
  EXPECT_EQ(fake_.last.snippet_length, 600U);
  Ask(R"({"sort":["date:desc"],"facets":["*"],"matchingStrategy":"frequency","attributesToSearchOn":["title","content"]})");
  EXPECT_EQ(fake_.last.sort, Sort::kDate);
  EXPECT_EQ(fake_.last.facets.size(), 6U);
  EXPECT_FALSE(fake_.last.all_words);
  EXPECT_FALSE(fake_.last.title_only);
}

TEST_F(MeiliApi, PagesAreNumberedFromOne) {
  fake_.answer.total = 45;
  const json answer = Ask(R"({"page":3,"hitsPerPage":10,"limit":1})");
  EXPECT_EQ(fake_.last.offset, 20U);
  EXPECT_EQ(fake_.last.limit, 10U);
  EXPECT_EQ(answer["page"], 3);
  EXPECT_EQ(answer["hitsPerPage"], 10);
  EXPECT_EQ(answer["totalPages"], 5);
  EXPECT_EQ(answer["totalHits"], 45);
  EXPECT_FALSE(answer.contains("limit"));
  EXPECT_EQ(Ask(R"({"hitsPerPage":0})")["totalPages"], 0);
  EXPECT_EQ(fake_.last.limit, 0U);
  EXPECT_EQ(Ask(R"({"page":0})")["totalHits"], 45);
  EXPECT_EQ(fake_.last.limit, 0U);
  EXPECT_EQ(Ask(R"({"page":2})")["hitsPerPage"], 20);
  EXPECT_EQ(fake_.last.offset, 20U);
}

TEST_F(MeiliApi, NothingLiesBeyondAThousandHits) {
  fake_.answer.total = 5000;
  EXPECT_EQ(Ask(R"({"offset":990,"limit":50})")["estimatedTotalHits"], 1000);
  EXPECT_EQ(fake_.last.limit, 10U);
  Ask(R"({"limit":18446744073709551615,"offset":18446744073709551615})");
  EXPECT_EQ(fake_.last.limit, 0U);
  Ask(R"({"limit":18446744073709551615})");
  EXPECT_EQ(fake_.last.limit, 1000U);
  EXPECT_EQ(Ask(R"({"page":18446744073709551615,"hitsPerPage":18446744073709551615})")["totalPages"], 1);
  EXPECT_EQ(fake_.last.limit, 0U);
  EXPECT_EQ(Ask(R"({"page":101,"hitsPerPage":10})")["totalPages"], 100);
  EXPECT_EQ(fake_.last.limit, 0U);
}

TEST_F(MeiliApi, FacetsAreInOrderWithTheirStats) {
  fake_.answer.facets = {
      {Facet::kTags, {{"b", 3}, {"A", 2}, {"c", 1}}}, {Facet::kYear, {{"2020", 2}, {"2018", 1}}}, {Facet::kDate, {}}};
  const Response response = Post("/indexes/sou/search", R"({"facets":["tags","year","date"]})");
  EXPECT_THAT(response.body, HasSubstr(R"("facetDistribution":{"tags":{"A":2,"b":3,"c":1},"year":{"2018":1,"2020":2},)"
                                       R"("date":{}},"facetStats":{"year":{"min":2018,"max":2020}})"));
  fake_.answer.facets = {{Facet::kTags, std::vector<query::FacetCount>(150)}};
  for (int i = 0; i < 150; ++i) fake_.answer.facets[0].counts[static_cast<size_t>(i)] = {std::to_string(i), 1};
  EXPECT_EQ(Ask(R"({"facets":["tags"]})")["facetDistribution"]["tags"].size(), 100U);
}

TEST_F(MeiliApi, AThresholdLeavesOutWhatScoresLess) {
  for (const double score : {90.0, 30.0, 10.0, 1.0}) {
    fake_.answer.hits.emplace_back();
    fake_.answer.hits.back().score = score;
  }
  const json answer = Ask(R"({"q":"a","rankingScoreThreshold":0.5,"offset":1,"limit":1,"showRankingScore":true})");
  EXPECT_EQ(answer["estimatedTotalHits"], 3);
  ASSERT_EQ(answer["hits"].size(), 1U);
  EXPECT_EQ(answer["hits"][0]["_rankingScore"], 0.75);
}

TEST_F(MeiliApi, AUrlAsksTheSame) {
  Ask(R"({"q":"a b","limit":3,"facets":["tags","lang"],"filter":["lang = zh"],"showRankingScore":true,"sort":["date:desc"]})");
  const query::SearchRequest by_body = fake_.last;
  GetJson(
      "/indexes/sou/"
      "search?q=a%20b&limit=3&facets=tags,lang&filter=lang%20%3D%20zh&showRankingScore=true&sort=date:desc");
  EXPECT_EQ(fake_.last.text, by_body.text);
  EXPECT_EQ(fake_.last.limit, by_body.limit);
  EXPECT_EQ(fake_.last.facets, by_body.facets);
  EXPECT_EQ(fake_.last.filters.condition, by_body.filters.condition);
  EXPECT_EQ(fake_.last.sort, by_body.sort);
  GetJson("/indexes/sou/search?filter=%5B%22lang=zh%22,%5B%22id=a%22,%22id=b%22%5D%5D");
  EXPECT_EQ(FilterOf(fake_.last), R"((lang IN ["zh"]) AND ((id IN ["a"]) OR (id IN ["b"])))");
}

// A body of a search, the code of the error and a part of its message.
struct WrongRow {
  std::string body;
  std::string code;
  std::string message;
};
void PrintTo(const WrongRow& row, std::ostream* out) { *out << row.body.substr(0, 60); }

class MeiliRefuses : public MeiliApi, public testing::WithParamInterface<WrongRow> {};

TEST_P(MeiliRefuses, WhatIsWrong) {
  const Response response = Post("/indexes/sou/search", GetParam().body);
  EXPECT_EQ(response.status, 400);
  const json body = json::parse(response.body);
  EXPECT_EQ(body["code"], GetParam().code);
  EXPECT_THAT(body["message"].get<std::string>(), HasSubstr(GetParam().message));
  EXPECT_EQ(fake_.calls, 0) << "without a search";
}

TEST_P(MeiliRefuses, OneOfSeveralQueriesAndSoAll) {
  if (GetParam().code == "malformed_payload" || !GetParam().body.starts_with('{')) return;  // of the whole body
  const std::string fields = GetParam().body.size() > 2 ? "," + GetParam().body.substr(1) : "}";
  const Response response =
      Post("/multi-search", R"({"queries":[{"indexUid":"sou"},{"indexUid":"sou")" + fields + "]}");
  const json body = json::parse(response.body);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body["code"], GetParam().code);
  EXPECT_THAT(body["message"].get<std::string>(), HasSubstr(".queries[1]")) << "the message says which";
  EXPECT_EQ(fake_.calls, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, MeiliRefuses,
    testing::ValuesIn(std::vector<WrongRow>{
        {R"({"q":["doggo"]})", "invalid_search_q", "expected a string, but found an array: `[\"doggo\"]`"},
        {R"({"q":5})", "invalid_search_q", "expected a string, but found a positive integer: `5`"},
        {R"({"q":true})", "invalid_search_q", "but found a boolean: `true`"},
        {R"({"limit":"doggo"})", "invalid_search_limit",
         "expected a positive integer, but found a string: `\"doggo\"`"},
        {R"({"limit":-1})", "invalid_search_limit", "but found a negative integer: `-1`"},
        {R"({"limit":1.5})", "invalid_search_limit", "but found a number: `1.5`"},
        {R"({"limit":18446744073709551616})", "invalid_search_limit", "but found a number"},
        {R"({"offset":{}})", "invalid_search_offset", "but found an object: `{}`"},
        {R"({"page":"1"})", "invalid_search_page", "expected a positive integer"},
        {R"({"hitsPerPage":[]})", "invalid_search_hits_per_page", "expected a positive integer"},
        {R"({"cropLength":"x"})", "invalid_search_crop_length", "expected a positive integer"},
        {R"({"attributesToRetrieve":"x"})", "invalid_search_attributes_to_retrieve", "expected an array"},
        {R"({"attributesToCrop":"x"})", "invalid_search_attributes_to_crop", "expected an array"},
        {R"({"attributesToHighlight":"x"})", "invalid_search_attributes_to_highlight", "expected an array"},
        {R"({"attributesToHighlight":["x",1]})", "invalid_search_attributes_to_highlight",
         "attributesToHighlight[1]`: expected a string"},
        {R"({"facets":"x"})", "invalid_search_facets", "expected an array"},
        {R"({"facets":["x"]})", "invalid_search_facets",
         "attribute `x` is not filterable. The available filterable attributes are `categories, date, lang, lang_tag, "
         "section, tags, year`."},
        {R"({"facets":["x","y"]})", "invalid_search_facets", "attributes `x, y` are not filterable"},
        {R"({"sort":"x"})", "invalid_search_sort", "expected an array"},
        {R"({"sort":["x"]})", "invalid_search_sort", "expected expression ending by `:asc` or `:desc`, found `x`."},
        {R"({"sort":["title:asc"]})", "invalid_search_sort",
         "Attribute `title` is not sortable. Available sortable attributes are: `date`."},
        {R"({"showMatchesPosition":"x"})", "invalid_search_show_matches_position", "expected a boolean"},
        {R"({"showRankingScore":1})", "invalid_search_show_ranking_score", "expected a boolean"},
        {R"({"highlightPreTag":[]})", "invalid_search_highlight_pre_tag", "expected a string"},
        {R"({"highlightPostTag":[]})", "invalid_search_highlight_post_tag", "expected a string"},
        {R"({"cropMarker":[]})", "invalid_search_crop_marker", "expected a string"},
        {R"({"matchingStrategy":"doggo"})", "invalid_search_matching_strategy",
         "expected one of `last`, `all`, `frequency`"},
        {R"({"matchingStrategy":{}})", "invalid_search_matching_strategy", "expected a string, but found an object"},
        {R"({"attributesToSearchOn":["url"]})", "invalid_search_attributes_to_search_on",
         "Attribute `url` is not searchable."},
        {R"({"rankingScoreThreshold":"x"})", "invalid_search_ranking_score_threshold", "expected a number"},
        {R"({"rankingScoreThreshold":42})", "invalid_search_ranking_score_threshold",
         "expected a float between `0.0` and `1.0`"},
        {R"({"distinct":"tags"})", "invalid_search_distinct", "cannot be used as distinct attribute"},
        {R"({"locales":"zh"})", "invalid_search_locales", "expected an array"},
        {R"({"filter":true})", "invalid_search_filter", "`expected String, Array, found: true`"},
        {R"({"filter":"tags & tea"})", "invalid_search_filter", "1:11 tags & tea"},
        {R"({"filter":"tags CONTAINS a"})", "feature_not_enabled", "CONTAINS"},
        {R"({"vector":[1]})", "feature_not_enabled", "`vector` needs vectors"},
        {R"({"hybrid":{"embedder":"x"}})", "feature_not_enabled", "`hybrid`"},
        {R"({"retrieveVectors":true})", "feature_not_enabled", "`retrieveVectors`"},
        {R"({"marin":"hello"})", "bad_request", "Unknown field `marin`"},
        {R"({"":1})", "bad_request", "Unknown field ``"},
    }));

INSTANTIATE_TEST_SUITE_P(Bodies, MeiliRefuses,
                         testing::ValuesIn(std::vector<WrongRow>{
                             {"", "malformed_payload", "EOF while parsing a value at line 1 column 0"},
                             {"{", "malformed_payload", "parse error at line 1, column 2"},
                             {"[]", "bad_request", "expected an object, but found an array: `[]`"},
                             {"null", "bad_request", "expected an object, but found null"},
                             {"{} {}", "malformed_payload", "parse error"},
                             {R"({"limit":1e999})", "malformed_payload", "1e999"},
                             {R"({"limit":01})", "malformed_payload", "parse error"},
                             {"{\"q\":\"\xFF\"}", "malformed_payload", "UTF-8"},
                             {"{\"q\":\"\\ud800\"}", "malformed_payload", "surrogate"},
                             {"{\"q\":\"a\nb\"}", "malformed_payload", "control character"},
                             {std::string("{\0}", 3), "malformed_payload", "parse error"},
                             {Repeated("[", 65'000), "malformed_payload", "recursion limit exceeded"},
                             {Repeated("{\"a\":", 13'000), "malformed_payload", "recursion limit exceeded"},
                             {R"({"filter":)" + Repeated("[", 64) + Repeated("]", 64) + "}", "malformed_payload",
                              "recursion limit exceeded"},
                         }));

TEST_F(MeiliApi, WrongParametersOfAUrlAreNamed) {
  const auto message = [&](const std::string& query) {
    return GetJson("/indexes/sou/search?" + query, 400)["message"].get<std::string>();
  };
  EXPECT_EQ(message("limit=doggo"),
            "Invalid value in parameter `limit`: could not parse `doggo` as a positive integer");
  EXPECT_EQ(message("limit=-1"), "Invalid value in parameter `limit`: could not parse `-1` as a positive integer");
  EXPECT_EQ(
      message("showRankingScore=1"),
      "Invalid value in parameter `showRankingScore`: could not parse `1` as a boolean, expected either `true` or "
      "`false`");
  EXPECT_THAT(message("rankingScoreThreshold=nan"), HasSubstr("rankingScoreThreshold"));
  EXPECT_THAT(message("marin=1"), StartsWith("Unknown parameter `marin`: expected one of `q`"));
  EXPECT_EQ(fake_.calls, 0);
}

TEST_F(MeiliApi, OnlyJsonIsRead) {
  for (const char* type :
       {"application/json", "application/json; charset=utf-8", "Application/JSON", "application/json ;"})
    EXPECT_EQ(Post("/indexes/sou/search", "{}", type).status, 200) << type;
  const Response missing = Post("/indexes/sou/search", "{}", "");
  EXPECT_EQ(missing.status, 415);
  EXPECT_EQ(json::parse(missing.body)["code"], "missing_content_type");
  for (const char* type : {"text/plain", "application/json2", "application"}) {
    const Response invalid = Post("/multi-search", "{}", type);
    EXPECT_EQ(invalid.status, 415) << type;
    EXPECT_EQ(json::parse(invalid.body)["code"], "invalid_content_type");
  }
}

TEST_F(MeiliApi, AnotherIndexIsNotThere) {
  for (const char* path : {"/indexes/x", "/indexes/x/stats", "/indexes/x/search", "/indexes/x/documents/1"}) {
    const json body = GetJson(path, 404);
    EXPECT_EQ(body["code"], "index_not_found") << path;
    EXPECT_THAT(body["message"].get<std::string>(), HasSubstr("`sou`")) << "the one that is there is named";
  }
  EXPECT_EQ(Post("/indexes/x/facet-search", "{}").status, 404);
  const Response multi = Post("/multi-search", R"({"queries":[{"indexUid":"sou"},{"indexUid":"x"}]})");
  EXPECT_EQ(multi.status, 404);
  EXPECT_THAT(multi.body, HasSubstr("Inside `.queries[1]`: Index `x` not found."));
  EXPECT_EQ(fake_.calls, 0);
}

TEST_F(MeiliApi, TheIndexHasTheNameOfTheSetting) {
  const Router router = MakeRouter(fake_.Source(), {.index_uid = "blog"});
  EXPECT_EQ(router.Dispatch(Get("/indexes/blog/search")).status, 200);
  EXPECT_EQ(router.Dispatch(Get("/indexes/sou/search")).status, 404);
}

TEST_F(MeiliApi, SeveralSearchesAreAnsweredInTheirOrder) {
  const Response response =
      Post("/multi-search",
           R"({"queries":[{"indexUid":"sou","q":"a","limit":0},{"indexUid":"sou","q":null,"hitsPerPage":2}]})");
  ASSERT_EQ(response.status, 200) << response.body;
  const json results = json::parse(response.body)["results"];
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0]["indexUid"], "sou");
  EXPECT_EQ(results[0]["query"], "a");
  EXPECT_EQ(results[1]["hitsPerPage"], 2);
  EXPECT_EQ(response.trace.query, "a") << "the first is what the log has";
  EXPECT_TRUE(response.trace.typing);
  EXPECT_EQ(json::parse(Post("/multi-search", R"({"queries":[]})").body)["results"].size(), 0U);
}

TEST_F(MeiliApi, WrongListsOfSearchesAreRefused) {
  const auto code = [&](const std::string& body) {
    const Response response = Post("/multi-search", body);
    EXPECT_EQ(response.status, 400) << response.body;
    return json::parse(response.body)["code"].get<std::string>();
  };
  EXPECT_EQ(code("{}"), "bad_request");
  EXPECT_EQ(code(R"({"queries":{}})"), "invalid_multi_search_queries");
  EXPECT_EQ(code(R"({"queries":[1]})"), "invalid_multi_search_queries");
  EXPECT_EQ(code(R"({"queries":[{}]})"), "missing_index_uid");
  EXPECT_EQ(code(R"({"queries":[{"indexUid":1}]})"), "invalid_index_uid");
  EXPECT_EQ(code(R"({"queries":[],"federation":{}})"), "invalid_multi_search_federation");
  EXPECT_EQ(code(R"({"queries":[],"x":1})"), "bad_request");
  const std::string query = R"({"indexUid":"sou"})";
  EXPECT_EQ(code(R"({"queries":[)" + query + Repeated("," + query, 50) + "]}"), "invalid_multi_search_queries");
  const std::string large = R"({"indexUid":"sou","limit":1000})";
  EXPECT_EQ(code(R"({"queries":[)" + large + Repeated("," + large, 2) + "]}"), "invalid_multi_search_queries");
  const std::string costly = R"({"indexUid":"sou","filter":"tags STARTS WITH a"})";
  EXPECT_EQ(code(R"({"queries":[)" + costly + Repeated("," + costly, 3) + "]}"), "invalid_search_filter");
  EXPECT_EQ(fake_.calls, 0);
}

TEST_F(MeiliApi, FacetValuesAreFoundByTheBeginningOfAnyOfTheirWords) {
  fake_.answer.facets = {{Facet::kTags, {{"Green tea", 3}, {"绿茶", 2}, {"Team", 1}, {"steam", 1}}}};
  const auto values = [&](const std::string& fields) {
    const Response response = Post("/indexes/sou/facet-search", R"({"facetName":"tags")" + fields + "}");
    EXPECT_EQ(response.status, 200) << response.body;
    std::string found;
    const json hits = json::parse(response.body)["facetHits"];
    for (const json& hit : hits) found += hit["value"].get<std::string>() + ";";
    return found;
  };
  EXPECT_EQ(values(R"(,"facetQuery":"TEA")"), "Green tea;Team;");
  EXPECT_EQ(values(R"(,"facetQuery":"茶")"), "绿茶;");
  EXPECT_EQ(values(R"(,"facetQuery":"none")"), "");
  EXPECT_EQ(values(""), "Green tea;steam;Team;绿茶;");
  EXPECT_EQ(
      values(R"(,"q":"x","filter":"lang = zh","attributesToHighlight":["*"],"limit":5,"exhaustiveFacetCount":true)"),
      "Green tea;steam;Team;绿茶;");
  EXPECT_EQ(fake_.last.text, "x");
  EXPECT_EQ(fake_.last.limit, 0U);
  EXPECT_EQ(FilterOf(fake_.last), R"(lang IN ["zh"])");
}

TEST_F(MeiliApi, AFacetMustBeNamed) {
  const auto code = [&](const std::string& body) {
    const Response response = Post("/indexes/sou/facet-search", body);
    EXPECT_EQ(response.status, 400);
    return json::parse(response.body)["code"].get<std::string>();
  };
  EXPECT_EQ(code("{}"), "missing_facet_search_facet_name");
  EXPECT_EQ(code(R"({"facetName":1})"), "invalid_facet_search_facet_name");
  EXPECT_EQ(code(R"({"facetName":"title"})"), "invalid_facet_search_facet_name");
  EXPECT_EQ(code(R"({"facetName":"tags","facetQuery":1})"), "invalid_facet_search_facet_query");
}

TEST_F(MeiliApi, TheIndexIsDescribed) {
  EXPECT_EQ(GetJson("/health").dump(), R"({"status":"available"})");
  EXPECT_EQ(GetJson("/version")["pkgVersion"], SOU_VERSION);
  EXPECT_EQ(GetJson("/indexes")["results"][0]["uid"], "sou");
  EXPECT_EQ(GetJson("/indexes")["total"], 1);
  EXPECT_EQ(GetJson("/indexes/sou")["primaryKey"], "id");
  EXPECT_EQ(GetJson("/indexes/sou/stats")["numberOfDocuments"], 80);
  EXPECT_EQ(GetJson("/stats")["indexes"]["sou"]["isIndexing"], false);
}

TEST_F(MeiliApi, ADocumentIsFoundByItsId) {
  EXPECT_EQ(GetJson("/indexes/sou/documents/0a1b", 404)["code"], "document_not_found");
  EXPECT_EQ(FilterOf(fake_.last), R"(id IN ["0a1b"])");
  fake_.answer.hits.emplace_back();
  fake_.answer.hits[0].id = "0a1b";
  EXPECT_EQ(GetJson("/indexes/sou/documents/0a1b")["id"], "0a1b");
}

TEST_F(MeiliApi, ABrokenIndexIsTheirErrorWithoutDetails) {
  fake_.failure = Error{ErrorCode::kCorrupt, "secret detail", {"/secret/path"}};
  for (const char* path : {"/indexes/sou/search", "/multi-search"}) {
    const Response response =
        Post(path, std::string(path) == "/multi-search" ? R"({"queries":[{"indexUid":"sou"}]})" : "{}");
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(json::parse(response.body)["code"], "internal");
    EXPECT_EQ(response.body.find("secret"), std::string::npos);
  }
}

TEST_F(MeiliApi, EqualQuestionsAreAnsweredOnce) {
  SearchSource source = fake_.Source();
  source.answers = std::make_shared<AnswerCache>(1 << 20);
  router_ = MakeRouter(source, {});
  Ask(R"({"q":"a","limit":5})");
  Ask(R"({ "limit": 5, "q": "a", "filter": null })");
  EXPECT_EQ(fake_.calls, 1) << "order, blanks and null do not matter";
  GetJson("/indexes/sou/search?limit=5&q=a");
  EXPECT_EQ(fake_.calls, 1);
  Ask(R"({"q":"a","limit":6})");
  EXPECT_EQ(fake_.calls, 2);
  Post("/indexes/sou/facet-search", R"({"q":"a","limit":5,"facetName":"tags"})");
  EXPECT_EQ(fake_.calls, 3);
  fake_.generation = 43;
  Ask(R"({"q":"a","limit":5})");
  EXPECT_EQ(fake_.calls, 4) << "a new generation has other answers";
}

TEST_F(MeiliApi, AnswersHoldNoRawMarkup) {
  fake_.answer.hits.emplace_back();
  fake_.answer.hits[0].title = {{.text = "</script><b>"}};
  const Response response = Post("/indexes/sou/search", R"({"q":"</script>","attributesToHighlight":["*"]})");
  EXPECT_EQ(response.body.find('<'), std::string::npos) << response.body;
  EXPECT_EQ(json::parse(response.body)["hits"][0]["title"], "</script><b>");
}

}  // namespace
}  // namespace sou::web::meili
