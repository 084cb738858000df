// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "common/base/files.h"

namespace sou::query {
namespace {

constexpr uint64_t kMaxQueriesBytes = 256ULL << 20;

std::string RunLines(std::string_view qid, const SearchResponse& response) {
  std::string lines;
  size_t rank = 0;
  for (const Hit& hit : response.hits)
    lines += fmt::format("{} Q0 {} {} {:.6f} sou\n", qid, hit.path, ++rank, hit.score);
  return lines;
}

}  // namespace

Result<size_t> RunBatch(const BatchOptions& options, Searcher* searcher, std::FILE* out) {
  const Result<std::string> content = ReadFile(options.queries, kMaxQueriesBytes);
  if (!content.ok()) return content.error();
  SearchRequest request = options.request;
  request.snippets = !options.timings.empty();
  std::string timings;
  size_t answered = 0;
  uint32_t number = 0;
  for (std::string_view rest = *content; !rest.empty();) {
    ++number;
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      return Error{ErrorCode::kInvalidInput, "a line must be: qid<TAB>query", {options.queries.string(), number}};
    }
    request.text = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    const Result<SearchResponse> response = searcher->Search(request);
    if (!response.ok()) return response.error();
    if (!response->hits.empty()) ++answered;
    timings += fmt::format("{:.3f}\n", response->took_ms);
    std::fputs(RunLines(line.substr(0, tab), *response).c_str(), out);
  }
  if (!options.timings.empty()) {
    if (Status status = WriteFileDurably(options.timings, timings); !status.ok()) return status.error();
  }
  return answered;
}

}  // namespace sou::query
