// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/batch.h"

#include <fmt/format.h>

#include <limits>

#include "common/base/files.h"
#include "common/base/lines.h"

namespace sou::query {
namespace {

constexpr uint64_t kMaxQueriesBytes = 256ULL << 20;

}  // namespace

Status RunBatch(const BatchOptions& options, Searcher* searcher, OnAnswer on_answer) {
  const Result<std::string> content = ReadFile(options.queries, kMaxQueriesBytes);
  if (!content.ok()) return content.error();
  SearchRequest request = options.request;
  std::string timings;
  Lines lines(*content);
  while (const auto line = lines.Next()) {
    const size_t tab = line->find('\t');
    if (tab == std::string_view::npos) {
      return Error{
          ErrorCode::kInvalidInput, "a line must be: qid<TAB>query", {options.queries.string(), lines.number()}};
    }
    // Further fields, as of notes, are not searched.
    const std::string_view query = line->substr(tab + 1, line->find('\t', tab + 1) - tab - 1);
    request.text = query;
    const Result<SearchResponse> response = searcher->Search(request);
    if (!response.ok()) return response.error();
    timings += fmt::format("{:.3f}\n", response->took_ms);
    on_answer(line->substr(0, tab), query, *response);
  }
  return options.timings.empty() ? Status() : WriteFileDurably(options.timings, timings);
}

std::string TrecLines(std::string_view qid, const SearchResponse& response) {
  std::string lines;
  size_t rank = 0;
  for (const Hit& hit : response.hits)
    lines += fmt::format("{} Q0 {} {} {:.6f} sou\n", qid, hit.path, ++rank, hit.score);
  return lines;
}

Result<PageNames> NamesOfPages(Searcher* searcher) {
  SearchRequest every;
  every.limit = std::numeric_limits<uint32_t>::max();
  every.snippets = false;
  const Result<SearchResponse> response = searcher->Search(every);
  if (!response.ok()) return response.error();
  PageNames names;
  for (const Hit& hit : response->hits) names.Add(hit.path, hit.url);
  return names;
}

}  // namespace sou::query
