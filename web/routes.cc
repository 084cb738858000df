// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/routes.h"

#include <utility>

#include "web/api/cors.h"
#include "web/api/health.h"
#include "web/api/related_api.h"
#include "web/api/search_api.h"
#include "web/api/suggest_api.h"
#include "web/ui/assets.h"
#include "web/ui/search_page.h"

namespace sou::web {

Router MakeRouter(const SearchSource& source, RouteOptions options) {
  Router router;
  const Handler page = SearchPageHandler(source, std::move(options.page));
  router.Add("GET", "/", page);
  router.Add("GET", "/search", page);
  router.Add("GET", "/sou.css", AssetHandler(kStyleSheet));
  router.Add("GET", "/sou.svg", AssetHandler(kIcon));
  router.Add("GET", "/openapi.json", AssetHandler(kOpenApi), Access::kOpen);
  router.Add("GET", "/api/search", SearchHandler(source));
  router.Add("GET", "/api/suggest", SuggestHandler(source));
  router.Add("GET", "/api/related", RelatedHandler(source));
  router.Add("GET", "/healthz", HealthHandler());
  router.Add("GET", "/readyz", ReadyHandler(source));
  router.AddFilter(CorsFilter(std::move(options.cors_origins)));
  return router;
}

}  // namespace sou::web
