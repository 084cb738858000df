// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that are served as they are, compiled in: those of the search page, and docs/openapi.json. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "web/server/http.h"

namespace sou::web {

struct Asset {
  std::string_view name;  // "sou.css"
  std::string_view content_type;
  std::string_view hash;  // of the content, hexadecimal
  std::string_view content;
};

// Made from web/ui/{sou.css,demo.css,sou.svg,box} and docs/openapi.json by embed_asset.cmake.
extern const Asset kStyleSheet;
extern const Asset kDemoStyleSheet;
extern const Asset kSearchBox;
extern const Asset kIcon;
extern const Asset kOpenApi;

// "sou.css?v=…": changes with the content, so that it may be kept for a year.
[[nodiscard]] std::string AssetHref(const Asset& asset);

// `asset` must outlive the handler.
[[nodiscard]] Handler AssetHandler(const Asset& asset);

}  // namespace sou::web
