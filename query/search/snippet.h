// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stretches of a text that show best why it was found: one, or two if the second shows words of the query that the
// first lacks. Prose is preferred to code and headings, a stretch never goes on past a heading, and a heading that only
// says the page's title again is passed over. Immutable; one Choose at a time.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "common/store/page.h"
#include "query/search/group_weights.h"
#include "query/search/highlight.h"

namespace sou::query {

// What fragments are taken from. Everything outlives the choosing.
struct SnippetSource {
  std::string_view text;
  std::span<const Heading> headings;  // by offset
  std::span<const CodeBlock> code;    // by begin, not overlapping
  std::string_view title;             // of the page
};

class SnippetChooser {
 public:
  explicit SnippetChooser(const GroupWeights& weights) : weights_(weights) {}

  // At most `most` (1 or 2) stretches of `range`, together of at most `max_code_points` with the gap between them, in
  // order of the text; empty if no match says something. `matches` are of the whole text, in order.
  [[nodiscard]] std::vector<text::ByteRange> Choose(const SnippetSource& source, text::ByteRange range,
                                                    std::span<const TextMatch> matches, size_t max_code_points,
                                                    size_t most) const;

  // Where a text begins to say something: behind the heading that repeats the title, if it has more.
  [[nodiscard]] static text::ByteRange Beginning(const SnippetSource& source, text::ByteRange range,
                                                 size_t max_code_points);

 private:
  const GroupWeights& weights_;
};

// The line of a heading, in bytes of the text.
[[nodiscard]] text::ByteRange HeadingLine(std::string_view text, const Heading& heading);

}  // namespace sou::query
