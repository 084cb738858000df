// SPDX-License-Identifier: GPL-3.0-or-later
//
// What people hold to be right answers: which pages a query should find, and how well each answers it. Pure functions,
// thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sou::query {

inline constexpr int kMaxRelevance = 10;  // nDCG's gain is 2^relevance - 1

struct Judgment {
  std::string qid;
  std::string page;   // source path or address, as written
  int relevance = 0;  // more than 0: a right answer
  uint32_t line = 0;
};

// Lines "qid<TAB>page<TAB>relevance", or TREC's "qid 0 page relevance" (trec_eval's qrels) with tabs or blanks.
// kInvalidInput with `path` and line for any other.
[[nodiscard]] Result<std::vector<Judgment>> ParseJudgments(std::string_view content, const std::string& path);

}  // namespace sou::query
