// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searches one generation with one database handle. One thread at a time; a SearchService shares them out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "query/search/open_generation.h"
#include "query/search/request.h"
#include "query/search/search_settings.h"

namespace sou::query {

class Searcher {
 public:
  static Result<Searcher> Open(std::shared_ptr<const OpenGeneration> open,
                               std::shared_ptr<const SearchSettings> settings);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // An error means that the index could not be read, never that the query was odd.
  [[nodiscard]] Result<SearchResponse> Search(const SearchRequest& request);

  // kNotFound if there is no such page.
  [[nodiscard]] Result<RelatedResponse> Related(const RelatedRequest& request);
  // The stored page, by its address or source path as Related takes them; hidden ones, too. kNotFound if there is none.
  [[nodiscard]] Result<Page> PageAt(const std::string& path_or_url) const;

  // Numbers of the suggestions that only hidden pages have, ascending (query/suggest/hidden_suggestions.h).
  [[nodiscard]] Result<std::vector<uint32_t>> HiddenSuggestions() const;

  // What the site's curation says of pages that are not in this index, a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const;

 private:
  struct State;
  explicit Searcher(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sou::query
