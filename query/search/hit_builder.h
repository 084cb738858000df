// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stored page and a query → the hit that is shown: highlighted title, the best fragment, the sections that match. One
// object per query and thread.
#pragma once

#include <cstddef>
#include <vector>

#include "common/store/page.h"
#include "query/search/group_weights.h"
#include "query/search/highlight.h"
#include "query/search/request.h"
#include "query/search/snippet.h"

namespace sou::query {

class HitBuilder {
 public:
  // `snippet_length` in code points. The highlighter outlives the builder.
  HitBuilder(Highlighter* highlighter, const UnitWeights& weights, size_t snippet_length)
      : highlighter_(highlighter), weights_(highlighter->units(), weights), length_(snippet_length) {}

  // `body`: what the highlighter has found in the page's body.
  [[nodiscard]] Hit Build(const Page& page, const std::vector<TextMatch>& body);

 private:
  struct ScoredSection;

  [[nodiscard]] Parts SnippetOf(const Page& page, const std::vector<TextMatch>& body);
  [[nodiscard]] std::vector<SectionHit> SectionsOf(const Page& page, const std::vector<TextMatch>& body);
  [[nodiscard]] SectionHit ShowSection(const Page& page, const ScoredSection& section,
                                       const std::vector<TextMatch>& body);
  [[nodiscard]] std::vector<SectionHeading> HeadingsAbove(const Page& page, size_t heading);
  [[nodiscard]] std::vector<ScoredSection> ScoreSections(const Page& page, const std::vector<TextMatch>& body) const;

  Highlighter* highlighter_;
  GroupWeights weights_;
  size_t length_;
};

}  // namespace sou::query
