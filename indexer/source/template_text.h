// SPDX-License-Identifier: GPL-3.0-or-later
//
// A content file's text after its generator's template tags (Hugo's shortcodes, Liquid, Nunjucks, JSX) were taken out
// and before its Markdown or HTML is read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sou::indexer {

enum class TemplateTags : uint8_t {
  kNone,
  kHugo,      // hugo/shortcodes.h
  kLiquid,    // jekyll/liquid.h
  kKramdown,  // jekyll/kramdown.h
  kLiquidAndKramdown,
  kHexo,        // hexo/tags.h
  kMdx,         // markdown/mdx.h
  kContainers,  // markdown/containers.h
  kHugoAndContainers,
};

struct TemplateText {
  std::string markdown;                 // valid UTF-8; lines may have vanished
  std::vector<std::string> image_alts;  // texts that stand for pictures
};

}  // namespace sou::indexer
