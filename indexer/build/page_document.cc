// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_document.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "common/store/schema.h"

namespace sou::indexer {
namespace {

using store::Slot;

void SetValues(const std::vector<std::string>& values, Slot first, uint32_t slots, Xapian::Document* document) {
  const auto count = std::min<size_t>(values.size(), slots);
  for (size_t i = 0; i < count; ++i) {
    document->add_value(static_cast<Xapian::valueno>(first) + static_cast<Xapian::valueno>(i), values[i]);
  }
}

void SetValue(const std::string& value, Slot slot, Xapian::Document* document) {
  if (!value.empty()) document->add_value(static_cast<Xapian::valueno>(slot), value);
}

void SetPageValues(const Page& page, Xapian::Document* document) {
  SetValue(page.language, Slot::kLanguage, document);
  SetValue(page.language_tag, Slot::kLanguageTag, document);
  SetValue(page.section, Slot::kSection, document);
  SetValue(store::TranslationId(page.translation_key), Slot::kTranslation, document);
  SetValue(page.subtitle.empty() ? page.title : page.title + "\n" + page.subtitle, Slot::kTitle, document);
  if (page.date) {
    SetValue(Xapian::sortable_serialise(static_cast<double>(page.date->unix_seconds)), Slot::kDate, document);
    char year[12];
    std::snprintf(year, sizeof(year), "%04d", ToCivilDate(*page.date).year);
    SetValue(year, Slot::kYear, document);
  }
  SetValues(page.tags, Slot::kTag, store::kTagSlots, document);
  SetValues(page.categories, Slot::kCategory, store::kCategorySlots, document);
}

}  // namespace

PageDocument PageDocumentMaker::Make(const Page& page) {
  PageDocument made;
  const std::vector<TermCounts::Entry>& counts = counter_.Count(page);
  for (const auto& [term, count] : counts) {
    if (count == 0) {
      made.document.add_boolean_term(std::string(term));
    } else {
      made.document.add_term(std::string(term), count);
    }
  }
  if (kind_ == SegmentKind::kDelta) made.document.add_boolean_term(store::MakeTerm(store::TermField::kDelta, ""));
  made.postings = counts.size();
  SetPageValues(page, &made.document);
  return made;
}

}  // namespace sou::indexer
