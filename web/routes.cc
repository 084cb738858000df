// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/routes.h"

#include <utility>

#include "web/api/cors.h"
#include "web/api/health.h"
#include "web/api/rate_limit.h"
#include "web/api/related_api.h"
#include "web/api/search_api.h"
#include "web/api/suggest_api.h"
#include "web/meili/errors.h"
#include "web/meili/routes.h"
#include "web/ui/assets.h"
#include "web/ui/demo_page.h"
#include "web/ui/opensearch.h"
#include "web/ui/search_page.h"

namespace sou::web {
namespace {

void AddPage(const SearchSource& source, const PageOptions& options, Router* router) {
  const Handler page = SearchPageHandler(source, options);
  router->Add("GET", "/", page, Access::kPage);
  router->Add("GET", "/search", page, Access::kPage);
  router->Add("GET", "/opensearch.xml", OpenSearchHandler(options), Access::kOpen);
  router->Add("GET", "/opensearch/suggest", OpenSearchSuggestHandler(source, options), Access::kPage);
}

// Beside AddPage.
void AddDemo(const SearchSource& source, const PageOptions& options, Router* router) {
  router->Add("GET", "/", DemoHomeHandler(source, options), Access::kPage);
  router->Add("GET", "/demo.css", AssetHandler(kDemoStyleSheet), Access::kOpen);
  router->SetFallback("{page}", DemoPageHandler(source, options), Access::kPage);
}

void AddApi(const SearchSource& source, Router* router) {
  router->Add("GET", "/api/search", SearchHandler(source));
  router->Add("GET", "/api/suggest", SuggestHandler(source));
  router->Add("GET", "/api/related", RelatedHandler(source));
}

void AddOperations(const SearchSource& source, Handler metrics, Router* router) {
  router->Add("GET", "/healthz", HealthHandler(), Access::kOpen);
  router->Add("GET", "/readyz", ReadyHandler(source), Access::kOpen);
  if (metrics) router->Add("GET", "/metrics", std::move(metrics), Access::kOpen);
}

// Rates come first, so that keys cannot be tried out at will.
void AddGuards(const ApiKeys& keys, const RateOptions& rate, Router* router) {
  if (rate.per_second > 0)
    router->AddGuard(AddressRateGuard(std::make_shared<RateLimiter>(rate.per_second, rate.burst)));
  if (!keys.empty()) router->AddGuard(KeyGuard());
  if (rate.key_per_second > 0)
    router->AddGuard(KeyRateGuard(std::make_shared<RateLimiter>(rate.key_per_second, rate.burst)));
}

Router::Identify MakeIdentify(TrustedProxies proxies, ApiKeys keys) {
  return [proxies = std::move(proxies), keys = std::move(keys)](Request* request) {
    request->client = proxies.ClientOf(request->remote, request->Header("x-forwarded-for"));
    request->scheme = proxies.SchemeOf(request->remote, request->Header("x-forwarded-proto"));
    request->key = keys.NameOf(request->Header("authorization"));
  };
}

}  // namespace

Router MakeRouter(const SearchSource& source, RouteOptions options) {
  Router router;
  const MeiliOptions meili = {options.index_uid, options.page.site_title, options.page.site_url};
  if (options.show_page) AddPage(source, options.page, &router);
  if (options.show_page && options.demo) AddDemo(source, options.page, &router);
  router.Add("GET", "/sou.css", AssetHandler(kStyleSheet), Access::kOpen);
  router.Add("GET", "/sou.js", AssetHandler(kSearchBox), Access::kOpen);
  router.Add("GET", "/sou.svg", AssetHandler(kIcon), Access::kOpen);
  router.Add("GET", "/openapi.json", AssetHandler(kOpenApi), Access::kOpen);
  AddApi(source, &router);
  AddMeiliRoutes(meili, source, &router);
  AddOperations(source, std::move(options.metrics), &router);
  AddGuards(options.keys, options.rate, &router);
  router.AddFilter(meili::MeiliErrors());
  router.AddFilter(CorsFilter(std::move(options.cors_origins)));
  router.SetIdentify(MakeIdentify(std::move(options.proxies), std::move(options.keys)));
  router.SetObserver(std::move(options.observer));
  return router;
}

}  // namespace sou::web
