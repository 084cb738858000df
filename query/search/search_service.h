// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searching an index from many threads while new generations are published. Each search runs on its own database handle
// of one generation, from beginning to end; handles are kept for the next search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "common/store/page.h"
#include "query/search/request.h"
#include "query/search/searcher.h"
#include "query/suggest/query_memory.h"
#include "query/suggest/suggestion.h"

namespace sou::query {

// What an index says of itself.
struct IndexSummary {
  uint64_t generation = 0;
  uint64_t pages = 0;
  uint64_t bytes = 0;  // on disk
  Timestamp built_at;
};

class SearchService {
 public:
  // Opens the current generation. Fails if there is no index, or it was written by an analyzer or format that this
  // program does not read. `handles`: so many are opened for each generation before it answers; more when needed.
  static Result<std::unique_ptr<SearchService>> Open(const std::filesystem::path& index, SearchSettings settings = {},
                                                     size_t handles = 1);
  ~SearchService();

  // Thread-safe. An error means that the index could not be read, never that the query was odd.
  [[nodiscard]] Result<SearchResponse> Search(const SearchRequest& request);

  // What may be meant by what has been typed; `memory`: of queries that found something, null if there is none.
  // Thread-safe.
  [[nodiscard]] SuggestResponse Suggest(const SuggestRequest& request, const QueryMemory* memory) const;
  // Thread-safe. kNotFound if there is no such page.
  [[nodiscard]] Result<RelatedResponse> Related(const RelatedRequest& request);
  // The stored page with that address, compared as Related compares it ("/posts/a/", or whole). Thread-safe. kNotFound
  // if there is none.
  [[nodiscard]] Result<Page> PageAt(const std::string& url) const;

  // What the settings say of pages that are not in the current generation, a line each.
  [[nodiscard]] std::vector<std::string> notes() const;

  // Looks whether another generation has been published, opens it, answers the last searches on it to warm it, and
  // switches to it; searches under way end on the old one.
  // true: switched; false: nothing new. On an error the old generation stays in use. Thread-safe.
  [[nodiscard]] Result<bool> Refresh();

  // Of the generation in use. Thread-safe.
  [[nodiscard]] IndexSummary Summary() const;

  // Number of the generation in use.
  [[nodiscard]] uint64_t generation() const;

 private:
  struct State;
  explicit SearchService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sou::query
