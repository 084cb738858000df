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
};

[[nodiscard]] Router MakeRouter(const SearchSource& source, RouteOptions options);

}  // namespace sou::web
