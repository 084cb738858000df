// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searching an index from many threads while new generations are published. Each search runs on its own database handle
// of one generation, from beginning to end; handles are kept for the next search.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "query/search/request.h"
#include "query/search/searcher.h"
#include "query/suggest/query_memory.h"
#include "query/suggest/suggestion.h"

namespace sou::query {

struct ServiceOptions {
  size_t parallel = 0;                       // searches at once; 0: one per core
  std::chrono::milliseconds max_wait{2000};  // for one's turn
};

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
  // program does not read.
  static Result<std::unique_ptr<SearchService>> Open(const std::filesystem::path& index, SearchSettings settings = {},
                                                     const ServiceOptions& options = {});
  ~SearchService();

  // Thread-safe. kBusy: the others took too long; else an error means that the index could not be read, never that the
  // query was odd.
  [[nodiscard]] Result<SearchResponse> Search(const SearchRequest& request);

  // What may be meant by what has been typed; `memory`: of queries that found something, null if there is none.
  // Thread-safe.
  [[nodiscard]] SuggestResponse Suggest(const SuggestRequest& request, const QueryMemory* memory) const;
  // Thread-safe. kNotFound if there is no such page; kBusy as above.
  [[nodiscard]] Result<RelatedResponse> Related(const RelatedRequest& request);

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
