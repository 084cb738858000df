// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/filters_view.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "web/ui/link.h"

namespace sou::web {
namespace {

using query::Facet;

constexpr size_t kShownValues = 7;  // the others wait behind "more"

constexpr std::array<Facet, 5> kFacets = {Facet::kLang, Facet::kSection, Facet::kCategories, Facet::kTags,
                                          Facet::kYear};

std::string_view HeadingOf(const Strings& strings, Facet facet) {
  switch (facet) {
    case Facet::kTags:
      return strings.tags;
    case Facet::kCategories:
      return strings.categories;
    case Facet::kLang:
    case Facet::kLangTag:
      return strings.language;
    case Facet::kSection:
      return strings.section;
    case Facet::kYear:
    case Facet::kDate:
      return strings.year;
  }
  return {};
}

std::string Shown(Facet facet, const std::string& value) { return facet == Facet::kLang ? LanguageName(value) : value; }

std::optional<std::string_view> LangOf(Facet facet, const std::string& value) {
  if (facet == Facet::kLang && IsLanguageTag(value)) return value;
  return std::nullopt;
}

void WriteChip(const PageModel& model, const std::string& text, const PageQuery& without, HtmlWriter* html) {
  html->Open("li");
  html->Open("a", {{"class", "chip"},
                   {"rel", "nofollow"},
                   {"href", without.Href()},
                   {"aria-label", Insert(model.strings.remove_filter, text)}});
  html->Text(text).Element("span", {{"aria-hidden", "true"}}, "×");
  html->Close().Close();
}

void WriteChips(const PageModel& model, Facet facet, const std::vector<std::string>& values, HtmlWriter* html) {
  for (const std::string& value : values) {
    WriteChip(model, Shown(facet, value), model.query.Toggled(facet, value), html);
  }
}

void WriteValue(const PageModel& model, Facet facet, const query::FacetCount& count, HtmlWriter* html) {
  const bool selected = model.query.Selects(facet, count.value);
  html->Open("li");
  html->Open("a", {{"rel", "nofollow"},
                   {"href", model.query.Toggled(facet, count.value).Href()},
                   {"aria-current", selected ? std::optional<std::string_view>("true") : std::nullopt}});
  html->Element("bdi", {{"lang", LangOf(facet, count.value)}}, Shown(facet, count.value));
  html->Text(" ").Element("span", {{"class", "number"}}, FormatCount(count.count));
  html->Close().Close();
}

// Years in their own order; everything else as counted, most first.
std::vector<query::FacetCount> InShownOrder(const query::FacetResult& result) {
  std::vector<query::FacetCount> counts = result.counts;
  if (result.facet == Facet::kYear) {
    std::sort(counts.begin(), counts.end(),
              [](const query::FacetCount& a, const query::FacetCount& b) { return a.value > b.value; });
  }
  return counts;
}

void WriteFacet(const PageModel& model, const query::FacetResult& result, HtmlWriter* html) {
  const std::vector<query::FacetCount> counts = InShownOrder(result);
  const size_t shown = std::min(counts.size(), kShownValues);
  html->Open("section", {{"class", "facet"}});
  html->Element("h3", {}, HeadingOf(model.strings, result.facet));
  html->Open("ul");
  for (size_t i = 0; i < shown; ++i) WriteValue(model, result.facet, counts[i], html);
  html->Close();
  if (shown < counts.size()) {
    html->Open("details").Element("summary", {}, model.strings.more).Open("ul");
    for (size_t i = shown; i < counts.size(); ++i) WriteValue(model, result.facet, counts[i], html);
    html->Close().Close();
  }
  html->Close();
}

}  // namespace

void WriteChosenFilters(const PageModel& model, HtmlWriter* html) {
  const PageQuery& query = model.query;
  if (!query.HasFilters()) return;
  html->Open("ul", {{"class", "chips"}, {"aria-label", model.strings.filters}});
  WriteChips(model, Facet::kLang, query.langs, html);
  WriteChips(model, Facet::kSection, query.sections, html);
  WriteChips(model, Facet::kCategories, query.categories, html);
  WriteChips(model, Facet::kTags, query.tags, html);
  if (!query.after.empty() || !query.before.empty()) {
    const std::string span = query.after == query.before ? query.after : query.after + " – " + query.before;
    WriteChip(model, span, query.WithoutDates(), html);
  }
  html->Open("li").Element("a", {{"class", "clear"}, {"href", query.WithoutFilters().Href()}},
                           model.strings.clear_filters);
  html->Close().Close();
}

bool HasFacetValues(const PageModel& model) {
  return std::any_of(model.response.facets.begin(), model.response.facets.end(),
                     [](const query::FacetResult& result) { return !result.counts.empty(); });
}

void WriteFacets(const PageModel& model, HtmlWriter* html) {
  if (!HasFacetValues(model)) return;
  html->Open("aside", {{"class", "facets"}, {"id", "filters"}, {"aria-labelledby", "filters-heading"}});
  html->Element("h2", {{"id", "filters-heading"}}, model.strings.filters);
  for (const Facet facet : kFacets) {
    for (const query::FacetResult& result : model.response.facets) {
      if (result.facet == facet && !result.counts.empty()) WriteFacet(model, result, html);
    }
  }
  html->Close();
}

}  // namespace sou::web
