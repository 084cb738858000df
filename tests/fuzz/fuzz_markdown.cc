// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: the Markdown of a page, with Hugo's shortcodes. It is read as it stands, and with the
// shortcodes taken out.
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/hugo/shortcodes.h"
#include "indexer/source/jekyll/kramdown.h"
#include "indexer/source/jekyll/liquid.h"
#include "indexer/source/markdown.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

const std::string kPath = "a.md";
constexpr uint32_t kFirstLine = 5;

void CheckMarkdown(std::string_view markdown, uint32_t last_line) {
  std::vector<Warning> warnings;
  MarkdownOptions options;
  options.path = kPath;
  options.first_line = kFirstLine;
  fuzz::CheckBody(ReadMarkdown(markdown, options, &warnings));
  fuzz::CheckWarnings(warnings, kPath, last_line);
}

void CheckShortcodes(std::string_view text, uint32_t last_line) {
  std::vector<Warning> warnings;
  const TemplateText shortcodes = ReadShortcodes(text, {kPath, kFirstLine}, &warnings);
  fuzz::CheckWarnings(warnings, kPath, last_line);
  fuzz::Law(fuzz::IsUtf8(shortcodes.markdown), "without shortcodes the text is UTF-8");
  for (const std::string& alt : shortcodes.image_alts) fuzz::Law(fuzz::IsUtf8(alt), "texts of images are UTF-8");
  CheckMarkdown(shortcodes.markdown, kFirstLine + fuzz::CountLines(shortcodes.markdown) - 1);
}

// Liquid, then kramdown's own syntax, as a Jekyll page is read.
void CheckJekyll(std::string_view text, uint32_t last_line) {
  for (const bool flag : {false, true}) {
    std::vector<Warning> warnings;
    const TemplateText liquid = ReadLiquid(text, flag, {kPath, kFirstLine}, &warnings);
    fuzz::CheckWarnings(warnings, kPath, last_line);
    fuzz::Law(fuzz::IsUtf8(liquid.markdown), "without Liquid the text is UTF-8");
    for (const std::string& alt : liquid.image_alts) fuzz::Law(fuzz::IsUtf8(alt), "texts of images are UTF-8");
    const std::string markdown = ReadKramdown(liquid.markdown, flag);
    fuzz::Law(fuzz::IsUtf8(markdown), "without kramdown's syntax the text is UTF-8");
    CheckMarkdown(markdown, kFirstLine + fuzz::CountLines(markdown) - 1);
  }
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text = sou::text::RepairUtf8(sou::fuzz::AsText(data, size));
  const uint32_t last_line = sou::indexer::kFirstLine + sou::fuzz::CountLines(text) - 1;
  sou::indexer::CheckMarkdown(text, last_line);
  if (text.find("{{") != std::string::npos) sou::indexer::CheckShortcodes(text, last_line);
  if (text.find('{') != std::string::npos) sou::indexer::CheckJekyll(text, last_line);
  return 0;
}
