// SPDX-License-Identifier: GPL-3.0-or-later
//
// The route table of sou-serve.
#pragma once

#include <string>
#include <vector>

#include "web/api/search_source.h"
#include "web/server/router.h"
#include "web/ui/page_model.h"

namespace sou::web {

struct RouteOptions {
  PageOptions page;
  std::vector<std::string> cors_origins;
  std::string index_uid = "sou";  // the index's name to clients of Meilisearch
};

[[nodiscard]] Router MakeRouter(const SearchSource& source, RouteOptions options);

}  // namespace sou::web
