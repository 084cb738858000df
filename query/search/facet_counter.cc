// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/facet_counter.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "common/store/schema.h"
#include "common/text/fold.h"

namespace sou::query {
namespace {

using store::Slot;

struct Slots {
  Slot first;
  uint32_t count;
};

Slots SlotsOf(Facet facet) {
  switch (facet) {
    case Facet::kTags:
      return {Slot::kTag, store::kTagSlots};
    case Facet::kCategories:
      return {Slot::kCategory, store::kCategorySlots};
    case Facet::kLang:
      return {Slot::kLanguage, 1};
    case Facet::kLangTag:
      return {Slot::kLanguageTag, 1};
    case Facet::kSection:
      return {Slot::kSection, 1};
    case Facet::kYear:
      return {Slot::kYear, 1};
    case Facet::kDate:
      return {Slot::kDate, 1};
  }
  return {Slot::kYear, 1};
}

std::string SecondsOf(const std::string& value) {
  return std::to_string(static_cast<int64_t>(Xapian::sortable_unserialise(value)));
}

template <typename Visit>
void ForEachSlot(Facet facet, Visit visit) {
  const Slots slots = SlotsOf(facet);
  for (uint32_t i = 0; i < slots.count; ++i) visit(static_cast<Xapian::valueno>(slots.first) + i);
}

}  // namespace

FacetCounter::FacetCounter(const std::vector<Facet>& facets, const Xapian::Database& database) {
  for (const Facet facet : facets) {
    Counts counts{facet, {}, {}, {}};
    // Most sites fill a few of the slots for tags, and looking into an empty one for every page costs as much.
    ForEachSlot(facet, [&](Xapian::valueno slot) {
      if (database.get_value_freq(slot) > 0) counts.slots.push_back(slot);
    });
    facets_.push_back(std::move(counts));
  }
}

void FacetCounter::Attach(Xapian::Enquire* enquire) {
  for (Counts& counts : facets_) {
    for (const Xapian::valueno slot : counts.slots) {
      counts.spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(slot));
      enquire->add_matchspy(counts.spies.back().get());
    }
  }
}

void FacetCounter::Harvest() {
  for (Counts& counts : facets_) {
    for (const auto& spy : counts.spies) {
      for (auto value = spy->values_begin(); value != spy->values_end(); ++value) {
        AddValue(*value, value.get_termfreq(), &counts);
      }
    }
    counts.spies.clear();
  }
}

void FacetCounter::Add(const Xapian::Document& document) {
  for (Counts& counts : facets_) {
    for (const Xapian::valueno slot : counts.slots) AddValue(document.get_value(slot), 1, &counts);
  }
}

void FacetCounter::AddValue(const std::string& value, size_t pages, Counts* counts) {
  if (value.empty()) return;
  const std::string shown = counts->facet == Facet::kDate ? SecondsOf(value) : value;
  counts->values[text::Fold(shown)].pages[shown] += pages;
}

std::vector<FacetResult> FacetCounter::Results() const {
  std::vector<FacetResult> results;
  for (const Counts& counts : facets_) {
    FacetResult result{counts.facet, {}};
    for (const auto& [folded, spelling] : counts.values) {
      FacetCount count;
      size_t most = 0;
      for (const auto& [text, pages] : spelling.pages) {
        count.count += pages;
        if (pages > most) count.value = text;
        most = std::max(most, pages);
      }
      result.counts.push_back(std::move(count));
    }
    std::stable_sort(result.counts.begin(), result.counts.end(),
                     [](const FacetCount& a, const FacetCount& b) { return a.count > b.count; });
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace sou::query
