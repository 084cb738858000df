// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/render/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace sou::query {
namespace {

using Json = nlohmann::ordered_json;

struct FacetWord {
  Facet facet;
  std::string_view name;
};
constexpr FacetWord kFacetWords[] = {{Facet::kTags, "tags"},       {Facet::kCategories, "categories"},
                                     {Facet::kLang, "lang"},       {Facet::kLangTag, "lang_tag"},
                                     {Facet::kSection, "section"}, {Facet::kYear, "year"},
                                     {Facet::kDate, "date"}};

Json PartsJson(const Parts& parts) {
  Json json = Json::array();
  for (const Part& part : parts) {
    Json& row = json.emplace_back(Json{{"text", part.text}, {"match", part.match}});
    if (part.code) row["code"] = true;
    if (part.gap) row["gap"] = true;
  }
  return json;
}

Json HitJson(const Hit& hit) {
  Json sections = Json::array();
  for (const SectionHit& section : hit.sections) {
    sections.push_back(
        {{"title", PartsJson(section.title)}, {"url", section.url}, {"snippet", PartsJson(section.snippet)}});
  }
  Json json = {{"id", hit.id},
               {"path", hit.path},
               {"url", hit.url},
               {"title", PartsJson(hit.title)},
               {"lang", hit.lang},
               {"lang_tag", hit.lang_tag},
               {"date", hit.date ? Json(FormatRfc3339(*hit.date)) : Json()},
               {"section", hit.section},
               {"tags", hit.tags},
               {"categories", hit.categories},
               {"score", std::round(hit.score * 1e4) / 1e4},
               {"snippet", PartsJson(hit.snippet)},
               {"sections", std::move(sections)}};
  if (hit.pinned) json["pinned"] = true;
  if (!hit.explanation.empty()) json["explanation"] = hit.explanation;
  return json;
}

std::string_view MatchName(Match match) {
  switch (match) {
    case Match::kAll:
      return "all";
    case Match::kSome:
      return "some";
    case Match::kNone:
      return "none";
  }
  return "none";
}

std::string Print(const Json& json) { return SafeInScript(json.dump(-1, ' ', false, Json::error_handler_t::replace)); }

}  // namespace

// '<' only stands in strings, so that escaping it never changes the structure.
std::string SafeInScript(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ToJson(const SearchResponse& response) {
  Json hits = Json::array();
  for (const Hit& hit : response.hits) hits.push_back(HitJson(hit));
  Json facets = Json::object();
  for (const FacetResult& result : response.facets) {
    Json counts = Json::array();
    for (const FacetCount& count : result.counts) counts.push_back({{"value", count.value}, {"count", count.count}});
    facets[std::string(FacetName(result.facet))] = std::move(counts);
  }
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : response.diagnostics) {
    diagnostics.push_back({{"at", diagnostic.at}, {"message", diagnostic.message}});
  }
  Json json = {{"query", response.query},
               {"corrected", response.corrected ? Json(*response.corrected) : Json()},
               {"suggestion", response.suggestion ? Json(*response.suggestion) : Json()},
               {"match", MatchName(response.match)},
               {"total", response.total},
               {"total_exact", response.total_exact},
               {"offset", response.offset},
               {"limit", response.limit},
               {"took_ms", std::round(response.took_ms * 1e3) / 1e3},
               {"generation", response.generation},
               {"hits", std::move(hits)},
               {"facets", std::move(facets)},
               {"diagnostics", std::move(diagnostics)}};
  if (!response.explanation.empty()) json["explanation"] = response.explanation;
  return Print(json);
}

std::string ToJson(const SuggestResponse& response) {
  Json suggestions = Json::array();
  for (const Suggestion& suggestion : response.suggestions) {
    suggestions.push_back({{"text", PartsJson(suggestion.text)},
                           {"url", suggestion.url.empty() ? Json() : Json(suggestion.url)},
                           {"kind", NameOf(suggestion.origin)}});
  }
  return Print({{"query", response.query}, {"suggestions", std::move(suggestions)}});
}

std::string ToJson(const RelatedResponse& response) {
  Json hits = Json::array();
  for (const Hit& hit : response.hits) hits.push_back(HitJson(hit));
  Json json = {{"hits", std::move(hits)}};
  if (!response.explanation.empty()) json["explanation"] = response.explanation;
  return Print(json);
}

std::string ToJson(const Hit& hit) { return Print(HitJson(hit)); }

std::string_view FacetName(Facet facet) {
  for (const FacetWord& word : kFacetWords) {
    if (word.facet == facet) return word.name;
  }
  return "";
}

std::optional<Facet> FacetByName(std::string_view name) {
  for (const FacetWord& word : kFacetWords) {
    if (word.name == name) return word.facet;
  }
  return std::nullopt;
}

}  // namespace sou::query
