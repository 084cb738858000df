// SPDX-License-Identifier: GPL-3.0-or-later
//
// The route table of sou-serve, and who may use it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "web/api/api_keys.h"
#include "web/api/search_source.h"
#include "web/server/client_address.h"
#include "web/server/router.h"
#include "web/ui/page_model.h"

namespace sou::web {

struct RateOptions {
  double per_second = 0;      // from one address; 0: no limit
  double key_per_second = 0;  // with one API key
  double burst = 30;
};

struct RouteOptions {
  bool show_page = true;
  bool demo = false;  // the pages of the index themselves, too; needs show_page
  PageOptions page;
  std::vector<std::string> cors_origins;
  TrustedProxies proxies;
  ApiKeys keys;
  RateOptions rate;
  Handler metrics;                // of GET /metrics; null: there is none
  Router::Observer observer;      // may be null
  std::string index_uid = "sou";  // the index's name to clients of Meilisearch
};

[[nodiscard]] Router MakeRouter(const SearchSource& source, RouteOptions options);

}  // namespace sou::web
