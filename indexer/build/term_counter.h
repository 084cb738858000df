// SPDX-License-Identifier: GPL-3.0-or-later
//
// The terms of one page and how often each counts: text fields through the analyzer with the schema's weights, filter
// fields as boolean terms. One object per thread; reuse it, it keeps its buffers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/store/page.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "indexer/build/term_counts.h"

namespace sou::indexer {

class TermCounter {
 public:
  // Weighted counts, 0 for a boolean term; ascending by term. Valid until the next call.
  [[nodiscard]] const std::vector<TermCounts::Entry>& Count(const Page& page);

 private:
  void AddText(store::TextField field, std::string_view text, std::string_view language);
  void AddToken(const text::Token& token, const store::TextRule& rule);
  void AddFilters(const Page& page);
  void AddAddresses(const Page& page);
  void AddFilter(store::TermField field, std::string_view folded);
  void Add(store::TermField field, std::string_view text, uint32_t count);

  text::Analyzer analyzer_;
  TermCounts counts_;
  std::string term_;
};

}  // namespace sou::indexer
