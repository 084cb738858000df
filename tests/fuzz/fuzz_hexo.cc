// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a content file of a Hexo site. Its front matter is cut, its tags are taken out and its body is read; its first
// line serves as a pattern of file names, as a date and as a glob too.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/content_file.h"
#include "indexer/source/hexo/front_matter.h"
#include "indexer/source/hexo/glob.h"
#include "indexer/source/hexo/permalink.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

using fuzz::Law;

const std::string kPath = "a.md";

void CheckFile(std::string_view text) {
  const uint32_t lines = fuzz::CountLines(text);
  std::vector<Warning> warnings;
  Result<FrontMatter> matter = ReadHexoFrontMatter(text, kPath, &warnings);
  fuzz::CheckWarnings(warnings, kPath, lines);
  if (!matter.ok()) return fuzz::CheckError(matter.error(), kPath, lines);
  Law(matter->body.empty() || matter->body.data() + matter->body.size() == text.data() + text.size(),
      "the body is the end of the text");
  Law(matter->body_line == fuzz::CountLines(text.substr(0, text.size() - matter->body.size())),
      "the body's line is counted");
  Law(matter->fields.IsMap() || matter->fields.kind == Value::Kind::kNull, "front matter is a map");

  ContentOptions options;
  options.meta.path = kPath;
  options.tags = TemplateTags::kHexo;
  options.heading_ids = HeadingIdStyle::kHexoLower;
  const Content content = ReadContent(std::move(*matter), options, nullptr, &warnings);
  fuzz::CheckBody(content.body);
  fuzz::CheckWarnings(warnings, kPath, lines);
}

void CheckLine(const std::string& line) {
  const HexoFileName name = ReadHexoFileName(line, "2026-01-02/茶 pot-x.md");
  Law(fuzz::IsUtf8(name.slug), "slugs are UTF-8");
  for (const auto& [key, text] : name.fields) Law(fuzz::IsUtf8(text), "parts of names are UTF-8");
  Law(fuzz::IsUtf8(ReadHexoFileName(":year-:title.md", line).slug), "slugs are UTF-8");
  Law(MatchesAnyGlob({line}, "a/b.md") != MatchesAnyGlob({"!" + line}, "a/b.md") || line.starts_with('!') ||
          line.starts_with('('),
      "a pattern or its contrary matches");
  Value value;
  value.kind = Value::Kind::kScalar;
  value.text = line;
  const std::optional<Timestamp> date = ReadHexoDate(value, HexoZone());
  Law(!date || date->offset_minutes == 0, "dates are in the site's zone");
  Law(fuzz::IsUtf8(ScriptText(value)), "texts are UTF-8");
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(sou::fuzz::AsText(data, size));
  const sou::Result<std::string> text = sou::indexer::CheckText(bytes, sou::indexer::kPath);
  if (!text.ok()) return 0;
  sou::indexer::CheckFile(*text);
  sou::indexer::CheckLine(text->substr(0, text->find('\n')));
  return 0;
}
