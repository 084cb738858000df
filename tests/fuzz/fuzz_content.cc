// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: two bytes that choose a generator's template tags and heading ids, then a content file as its reader gets it,
// front matter and all.
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/content_file.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

void CheckContent(std::string_view text, TemplateTags tags, HeadingIdStyle heading_ids) {
  ContentOptions options;
  options.meta.path = "a.md";
  options.tags = tags;
  options.heading_ids = heading_ids;
  options.max_table_cells = 2000;
  std::vector<Warning> warnings;
  const Result<Content> content = ReadContent(text, options, nullptr, &warnings);
  const uint32_t lines = fuzz::CountLines(text);
  fuzz::CheckWarnings(warnings, options.meta.path, lines);
  if (!content.ok()) return fuzz::CheckError(content.error(), options.meta.path, lines);
  fuzz::CheckBody(content->body);
  for (const std::string& alt : content->body.image_alts) fuzz::Law(fuzz::IsUtf8(alt), "texts of images are UTF-8");
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using sou::indexer::HeadingIdStyle;
  using sou::indexer::TemplateTags;
  if (size < 2) return 0;
  const std::string bytes(sou::fuzz::AsText(data + 2, size - 2));
  const sou::Result<std::string> text = sou::indexer::CheckText(bytes, "a.md");
  if (!text.ok()) return 0;
  constexpr auto kTags = static_cast<uint8_t>(TemplateTags::kHugoAndContainers) + 1;
  constexpr auto kStyles = static_cast<uint8_t>(HeadingIdStyle::kZola) + 1;
  sou::indexer::CheckContent(*text, static_cast<TemplateTags>(data[0] % kTags),
                             static_cast<HeadingIdStyle>(data[1] % kStyles));
  return 0;
}
