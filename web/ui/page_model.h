// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that the search page shows, before it is HTML.
#pragma once

#include <string>

#include "query/search/request.h"
#include "web/ui/page_query.h"
#include "web/ui/strings.h"

namespace sou::web {

struct PageOptions {
  std::string site_title;       // "" shows the word for "search"
  std::string site_url;         // put before the paths of hits: "https://example.org", or ""
  std::string public_url = {};  // under which readers reach this server; "": what the browser asked for
  bool box = true;              // with JavaScript the search box takes the form's place; it needs an API without keys
};

enum class PageError {
  kNone,
  kBadAddress,   // a parameter is wrong; error_detail says which
  kUnavailable,  // the index cannot be read
};

struct PageModel {
  const Strings& strings;
  const PageOptions& options;
  PageQuery query;
  query::SearchResponse response;  // empty if there is an error
  PageError error = PageError::kNone;
  std::string error_detail;

  // Nothing is asked yet: the page introduces itself and lists what is new.
  [[nodiscard]] bool IsHome() const {
    return error == PageError::kNone && query.text.empty() && !query.HasFilters() && query.offset == 0;
  }
};

}  // namespace sou::web
