// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stored page and a query → the hit that is shown: highlighted title, the best fragment, the sections that match. One
// object per query and thread.
#pragma once

#include <cstddef>
#include <vector>

#include "common/store/page.h"
#include "query/search/highlight.h"
#include "query/search/request.h"

namespace sou::query {

class HitBuilder {
 public:
  // `unit_weights`: how much each unit of the query says. All outlive the builder.
  HitBuilder(Highlighter* highlighter, const std::vector<double>& unit_weights, size_t snippet_length)
      : highlighter_(highlighter), weights_(unit_weights), length_(snippet_length) {}

  [[nodiscard]] Hit Build(const Page& page);

 private:
  [[nodiscard]] Parts Fragment(const std::string& text, text::ByteRange range,
                               const std::vector<TextMatch>& matches) const;
  [[nodiscard]] Parts SnippetOf(const Page& page, const std::vector<TextMatch>& body);
  [[nodiscard]] std::vector<SectionHit> SectionsOf(const Page& page, const std::vector<TextMatch>& body);
  [[nodiscard]] double ScoreOf(const std::vector<TextMatch>& matches, text::ByteRange range) const;

  Highlighter* highlighter_;
  const std::vector<double>& weights_;
  size_t length_;
};

}  // namespace sou::query
