// SPDX-License-Identifier: GPL-3.0-or-later
//
// What has been typed → what may be meant. Texts that begin with it come before those with a later word that does,
// these before those that have all the words, these before those that sound so (pinyin, romaji, Hangul letters), these
// before those whose initials are so; within each in the order of the suggestions file: kind, number of pages,
// shortness. Thread-safe.
#pragma once

#include <cstdint>
#include <span>

#include "common/store/suggestions.h"
#include "query/suggest/query_memory.h"
#include "query/suggest/suggestion.h"

namespace sou::query {

// `memory`: null if there is none. `hidden`: numbers of entries never to be suggested, ascending
// (hidden_suggestions.h). Nothing typed, nothing suggested.
[[nodiscard]] SuggestResponse Suggest(const store::Suggestions& suggestions, const QueryMemory* memory,
                                      const SuggestRequest& request, std::span<const uint32_t> hidden = {});

}  // namespace sou::query
