// SPDX-License-Identifier: GPL-3.0-or-later
//
// The search that a page shows, as the parameters of its address: every link of the page is one of
// these, changed in one respect. Values are kept as they were written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/search/request.h"
#include "web/server/http.h"

namespace sou::web {

struct PageQuery {
  std::string text;
  std::vector<std::string> langs;
  std::vector<std::string> tags;
  std::vector<std::string> categories;
  std::vector<std::string> sections;
  std::string after;
  std::string before;
  query::Sort sort = query::Sort::kRelevance;
  size_t limit = 10;
  size_t offset = 0;
  std::string ui;  // "" follows the browser

  // From parameters that ParseSearchParams has accepted as `request`.
  static PageQuery From(const Params& params, const query::SearchRequest& request);

  // Name and value of each parameter that differs from the default.
  using Field = std::pair<std::string_view, std::string>;
  [[nodiscard]] std::vector<Field> Fields() const;
  // "?q=…", relative so that the page works below any path of a proxy.
  [[nodiscard]] std::string Href() const;

  [[nodiscard]] bool HasFilters() const;
  [[nodiscard]] bool Selects(query::Facet facet, std::string_view value) const;
  // This search on its first page with the value selected, or no longer if it was.
  [[nodiscard]] PageQuery Toggled(query::Facet facet, const std::string& value) const;
  [[nodiscard]] PageQuery WithoutFilters() const;
  [[nodiscard]] PageQuery OnlyFilters() const;
  [[nodiscard]] PageQuery WithoutDates() const;
  [[nodiscard]] PageQuery SortedBy(query::Sort order) const;
  // Another text, narrowed and sorted as this one, on its first page.
  [[nodiscard]] PageQuery For(const std::string& other_text) const;
  [[nodiscard]] PageQuery At(size_t new_offset) const;
  [[nodiscard]] PageQuery InLanguage(std::string_view code) const;
};

}  // namespace sou::web
