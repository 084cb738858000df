// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/document.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "common/base/percent.h"
#include "common/text/fold.h"
#include "web/meili/attributes.h"
#include "web/ui/link.h"

namespace sou::web::meili {
namespace {

using query::Hit;
using query::Part;
using query::Parts;
using query::SectionHit;

constexpr size_t kHeadings = 5;

std::string TextOf(const Parts& parts) {
  std::string text;
  for (const Part& part : parts) text += part.text;
  return text;
}

bool HasMatch(const Parts& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.match; });
}

void AddMatches(const Parts& parts, std::set<std::string>* matches) {
  for (const Part& part : parts) {
    if (part.match) matches->insert(text::Fold(part.text));
  }
}

// The section where the query was found, unless the page's title says as much of it.
const SectionHit* PlaceOf(const Hit& hit) {
  if (hit.sections.empty()) return nullptr;
  const SectionHit& best = hit.sections.front();
  std::set<std::string> in_title;
  std::set<std::string> in_section;
  AddMatches(hit.title, &in_title);
  AddMatches(best.title, &in_section);
  AddMatches(best.snippet, &in_section);
  return in_section.size() > in_title.size() ? &best : nullptr;
}

// The headings above the place and its own, at most as many as a document has room for.
std::vector<Parts> HeadingsOf(const SectionHit* place) {
  std::vector<Parts> headings;
  if (place == nullptr) return headings;
  for (const query::SectionHeading& above : place->above) headings.push_back(above.title);
  headings.push_back(place->title);
  if (headings.size() > kHeadings) headings.erase(headings.begin(), headings.end() - kHeadings);
  return headings;
}

// What was found: a heading, the page's title, or text.
std::string TypeOf(const Hit& hit, const SectionHit* place, size_t headings) {
  if (place != nullptr) return HasMatch(place->title) ? "lvl" + std::to_string(headings + 1) : "content";
  return HasMatch(hit.snippet) && !HasMatch(hit.title) ? "content" : "lvl1";
}

OrderedJson OrNull(const std::string& text) { return text.empty() ? OrderedJson() : OrderedJson(text); }

std::string TopOf(const Hit& hit, const Site& site) {
  if (!hit.section.empty()) return hit.section;
  return hit.categories.empty() ? site.title : hit.categories.front();
}

OrderedJson AnchorOf(const SectionHit* place) {
  if (place == nullptr) return {};
  return PercentDecode(place->url.substr(place->url.find('#') + 1));
}

class Builder {
 public:
  void Value(std::string_view name, OrderedJson value) { document_.push_back({name, std::move(value), {}}); }
  void Text(std::string_view name, const Parts& parts) { document_.push_back({name, TextOf(parts), parts}); }
  [[nodiscard]] Document Take() { return std::move(document_); }

 private:
  Document document_;
};

void AddHierarchy(const Hit& hit, const Site& site, const std::vector<Parts>& headings, Builder* builder) {
  constexpr auto kNames = std::span(kDocumentFields).subspan<8, kHeadings>();
  static_assert(kDocumentFields[8] == "hierarchy_lvl2");
  builder->Value("hierarchy_lvl0", OrNull(TopOf(hit, site)));
  builder->Text("hierarchy_lvl1", hit.title);
  for (size_t i = 0; i < kHeadings; ++i) {
    if (i < headings.size()) {
      builder->Text(kNames[i], headings[i]);
    } else {
      builder->Value(kNames[i], {});
    }
  }
}

void AddDate(const std::optional<Timestamp>& date, Builder* builder) {
  builder->Value("date", date ? OrderedJson(date->unix_seconds) : OrderedJson());
  builder->Value("date_text", date ? OrderedJson(FormatRfc3339(*date)) : OrderedJson());
  builder->Value("year", date ? OrderedJson(ToCivilDate(*date).year) : OrderedJson());
}

}  // namespace

Document MakeDocument(const Hit& hit, const Site& site) {
  const SectionHit* place = PlaceOf(hit);
  const std::vector<Parts> headings = HeadingsOf(place);
  Builder builder;
  builder.Value("id", hit.id);
  builder.Value("url", SafeHref(site.url, place != nullptr ? place->url : hit.url).value_or(""));
  builder.Value("anchor", AnchorOf(place));
  builder.Value("path", hit.path);
  builder.Text("title", hit.title);
  builder.Value("type", TypeOf(hit, place, headings.size()));
  AddHierarchy(hit, site, headings, &builder);
  builder.Text("content", place != nullptr ? place->snippet : hit.snippet);
  builder.Value("lang", hit.lang);
  builder.Value("lang_tag", hit.lang_tag);
  builder.Value("tags", hit.tags);
  builder.Value("categories", hit.categories);
  builder.Value("section", hit.section);
  builder.Value("authors", hit.authors);
  AddDate(hit.date, &builder);
  return builder.Take();
}

}  // namespace sou::web::meili
