// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of a source file's path, '/' between folders. Pure functions, thread-safe.
#pragma once

#include <string_view>

namespace sou::indexer {

// What stands behind the last slash.
constexpr std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

// What stands before the last slash; "" without one.
constexpr std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash);
}

}  // namespace sou::indexer
