// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a file of judgments, whose pages are also looked for by name.
#include <string_view>

#include "query/evaluate/judgments.h"
#include "query/evaluate/page_names.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using sou::fuzz::Law;
  const std::string_view content = sou::fuzz::AsText(data, size);
  const auto judgments = sou::query::ParseJudgments(content, "qrels");
  if (!judgments.ok()) {
    Law(judgments.error().place.line > 0, "an error names its line");
    return 0;
  }
  sou::query::PageNames names;
  uint32_t line = 0;
  for (const sou::query::Judgment& judgment : *judgments) {
    Law(judgment.line > line, "lines are in order");
    line = judgment.line;
    Law(!judgment.qid.empty() && !judgment.page.empty(), "nothing is empty");
    Law(judgment.relevance <= sou::query::kMaxRelevance, "relevance is bounded");
    static_cast<void>(names.Find(judgment.page));
    names.Add(judgment.page, judgment.page);
    const std::string* path = names.Find(judgment.page);
    Law(path != nullptr && *path == judgment.page, "a page is found by its path");
  }
  return 0;
}
