// SPDX-License-Identifier: GPL-3.0-or-later
//
// Errors as clients of Meilisearch read them: {"message", "code", "type", "link"}. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/server/http.h"
#include "web/server/router.h"

namespace sou::web::meili {

// What is wrong with a request; nullopt: nothing. The code is one of Meilisearch's.
using Fault = std::optional<ErrorText>;

// A response with the status that Meilisearch gives the code.
[[nodiscard]] Response ErrorResponse(std::string_view code, std::string_view message);
[[nodiscard]] Response ErrorResponse(const ErrorText& error);

// Whether Meilisearch has something at the path, so that its clients may ask for it.
[[nodiscard]] bool IsMeiliPath(std::string_view path);

// Gives every error under these paths Meilisearch's shape and codes, whoever made it: a guard, the router, the
// connection. Status and headers stay; Retry-After is added where too much was asked at once.
[[nodiscard]] Router::Filter MeiliErrors();

}  // namespace sou::web::meili
