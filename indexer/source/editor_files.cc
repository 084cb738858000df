// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/editor_files.h"

#include <algorithm>
#include <array>

namespace sou::indexer {

bool IsEditorFile(std::string_view name) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {"~", ".swp", ".swo", ".swx", ".kate-swp", "___jb_tmp___", "___jb_old___"});  // the last: JetBrains
  const bool is_of_emacs = name.starts_with(".#") || (name.size() > 1 && name.starts_with('#') && name.ends_with('#'));
  const auto ends_so = [&](std::string_view ending) { return name.ends_with(ending); };
  return is_of_emacs || name == "4913" || std::any_of(kEndings.begin(), kEndings.end(), ends_so);
}

}  // namespace sou::indexer
