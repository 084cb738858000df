// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of the files that editors keep beside the one being edited: nobody wrote them to be read.
#pragma once

#include <string_view>

namespace sou::indexer {

// Whether `name` (without folders) is that of a backup (a.md~), a swap file (.a.md.swp), a lock or an unsaved copy of
// Emacs (.#a.md, #a.md#), or a file with which Vim tries whether it may write (4913).
[[nodiscard]] bool IsEditorFile(std::string_view name);

}  // namespace sou::indexer
