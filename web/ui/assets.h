// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that belong to the search page, compiled in. Thread-safe.
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

// Made from web/ui/sou.css and web/ui/sou.svg by embed_asset.cmake.
extern const Asset kStyleSheet;
extern const Asset kIcon;

// "sou.css?v=…": changes with the content, so that it may be kept for a year.
[[nodiscard]] std::string AssetHref(const Asset& asset);

// `asset` must outlive the handler.
[[nodiscard]] Handler AssetHandler(const Asset& asset);

}  // namespace sou::web
