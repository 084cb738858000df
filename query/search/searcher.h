// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searches one generation with one database handle. One thread at a time; a SearchService shares them out.
#pragma once

#include <filesystem>
#include <memory>

#include "common/base/result.h"
#include "common/store/generation.h"
#include "query/search/request.h"

namespace sou::query {

struct SearchLimits {
  size_t snippet_length = 160;  // code points
  size_t max_query_bytes = 2048;
  size_t max_query_words = 64;
};

class Searcher {
 public:
  static Result<Searcher> Open(const store::Generation& generation, const SearchLimits& limits);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // An error means that the index could not be read, never that the query was odd.
  [[nodiscard]] Result<SearchResponse> Search(const SearchRequest& request);

 private:
  struct State;
  explicit Searcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sou::query
