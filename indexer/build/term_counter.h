// SPDX-License-Identifier: GPL-3.0-or-later
//
// The terms of one page and how often each counts: text fields through the analyzer with the schema's weights, filter
// fields as boolean terms. One object per thread; reuse it, it keeps its buffers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/store/page.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"

namespace sou::indexer {

class TermCounter {
 public:
  // Term → weighted count; 0 for a boolean term.
  using Counts = std::unordered_map<std::string, uint32_t>;

  // Valid until the next call.
  [[nodiscard]] const Counts& Count(const Page& page);

 private:
  void AddText(store::TextField field, std::string_view text, std::string_view language);
  void AddToken(const text::Token& token, const store::TextRule& rule);
  void AddFilters(const Page& page);
  void AddAddresses(const Page& page);
  void AddFilter(store::TermField field, std::string_view folded);

  text::Analyzer analyzer_;
  Counts counts_;
};

}  // namespace sou::indexer
