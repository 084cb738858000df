// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pages that search.hide names have alone is not suggested, either: not their titles, nor headings and tags of
// no other page.
#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "common/store/suggestions.h"
#include "query/search/index_reader.h"

namespace sou::query {

// The numbers of those entries, ascending. Reads every hidden page once, so it is for the moment when a generation is
// opened. `hidden`: OpenCuration::hidden(). Xapian::Error passes through.
[[nodiscard]] std::vector<uint32_t> HiddenSuggestions(const store::Suggestions& suggestions,
                                                      const Xapian::Query& hidden, const IndexReader& index);

}  // namespace sou::query
