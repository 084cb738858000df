// SPDX-License-Identifier: GPL-3.0-or-later
//
// For load balancers and process managers: /healthz says that the process answers, /readyz that it has an index, which
// generation, and why a newer one is not served.
#pragma once

#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

[[nodiscard]] Handler HealthHandler();
[[nodiscard]] Handler ReadyHandler(SearchSource source);

}  // namespace sou::web
