// SPDX-License-Identifier: GPL-3.0-or-later
//
// Block marks that documentation generators add to Markdown, which readers never see: VitePress', VuePress' and
// Docusaurus' `::: tip Title` … `:::`, MkDocs' `!!! note "Title"` and `=== "Tab"` with their indented text, `[[toc]]`,
// `[TOC]`, GitHub's `[!NOTE]`, VitePress' `<<< @/file`, mdBook's `{{#include file}}`. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

// The marks vanish, a container's own title becomes a paragraph, MkDocs' text moves to the left. Code blocks stay as
// they are.
[[nodiscard]] std::string DropContainers(std::string_view text);

}  // namespace sou::indexer
