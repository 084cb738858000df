// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/attributes.h"

#include <algorithm>

#include "query/render/json.h"

namespace sou::web::meili {
namespace {

using query::Facet;

constexpr std::array kFilterable = {"authors", "categories", "date", "id",  "lang", "lang_tag",
                                    "path",    "section",    "tags", "url", "year"};
constexpr std::array kFacets = {Facet::kCategories, Facet::kDate, Facet::kLang, Facet::kLangTag,
                                Facet::kSection,    Facet::kTags, Facet::kYear};
constexpr std::array kTitles = {"title", "hierarchy_lvl1"};
constexpr std::array kTexts = {"hierarchy_lvl0", "hierarchy_lvl2", "hierarchy_lvl3", "hierarchy_lvl4", "hierarchy_lvl5",
                               "hierarchy_lvl6", "content",        "tags",           "authors",        "categories"};

template <typename Names>
std::string Joined(const Names& names) {
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : ", ") + std::string(name);
  return joined;
}

template <typename Names>
bool Contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void AddOnce(Facet facet, std::vector<Facet>* facets) {
  if (std::find(facets->begin(), facets->end(), facet) == facets->end()) facets->push_back(facet);
}

}  // namespace

std::string FilterableNames() { return Joined(kFilterable); }

std::string FacetNames() {
  std::vector<std::string_view> names;
  for (const Facet facet : kFacets) names.push_back(query::FacetName(facet));
  return Joined(names);
}

std::optional<std::vector<Facet>> FacetsByName(const std::vector<std::string>& names,
                                               std::vector<std::string>* unknown) {
  std::vector<Facet> facets;
  for (const std::string& name : names) {
    const std::optional<Facet> facet = query::FacetByName(name);
    if (facet) {
      AddOnce(*facet, &facets);
    } else if (name == "*") {
      for (const Facet each : kFacets) {
        if (each != Facet::kDate) AddOnce(each, &facets);
      }
    } else {
      unknown->push_back(name);
    }
  }
  if (!unknown->empty()) return std::nullopt;
  return facets;
}

SearchedIn SearchedInField(std::string_view field) {
  if (Contains(kTitles, field)) return SearchedIn::kTitle;
  return Contains(kTexts, field) || field == "*" ? SearchedIn::kPage : SearchedIn::kNothing;
}

std::string SearchableNames() { return Joined(kTitles) + ", " + Joined(kTexts); }

}  // namespace sou::web::meili
