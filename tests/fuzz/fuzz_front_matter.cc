// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a content file. Its front matter is cut and its fields are read; then the whole of it is
// read as YAML, TOML and JSON. Whatever comes gives a Result; an exception that gets out ends the
// program.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/content_file.h"
#include "indexer/source/front_matter.h"
#include "indexer/source/page_meta.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

using fuzz::Law;

const std::string kPath = "a.md";

// Returns the number of values.
size_t CheckValue(const Value& value, uint32_t lines, size_t depth) {
  Law(depth <= kMaxValueDepth, "values are nested no deeper than allowed");
  Law(value.line <= lines, "a value lies within the file's lines");
  Law(fuzz::IsUtf8(value.text) && fuzz::IsUtf8(value.key), "texts and keys are UTF-8");
  Law(value.items.empty() || value.IsList() || value.IsMap(), "only lists and maps hold values");
  size_t count = 1;
  std::set<std::string_view> keys;
  for (const Value& item : value.items) {
    count += CheckValue(item, lines, depth + 1);
    Law(!value.IsMap() || keys.insert(item.key).second, "a map's keys are distinct");
  }
  return count;
}

void CheckTree(const Value& value, uint32_t lines) {
  Law(CheckValue(value, lines, 1) <= kMaxValues, "there are no more values than allowed");
}

void CheckTexts(const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    Law(!text.empty() && fuzz::IsUtf8(text), "texts of a list are UTF-8 and not empty");
}

void CheckMeta(const Value& fields, uint32_t lines, std::vector<Warning>* warnings) {
  MetaOptions options;
  options.path = kPath;
  const PageMeta meta = ReadPageMeta(fields, options, warnings);
  for (const std::string* text : {&meta.title, &meta.subtitle, &meta.description, &meta.summary}) {
    Law(fuzz::IsUtf8(*text), "texts are UTF-8");
    Law(text->find('\n') == std::string::npos, "texts are lines");
  }
  for (const auto* texts : {&meta.tags, &meta.categories, &meta.authors, &meta.extra}) CheckTexts(*texts);
  Law(meta.url.find("..") == std::string::npos || meta.url.find("/../") == std::string::npos, "no URL leaves the site");
  fuzz::CheckWarnings(*warnings, kPath, lines);
}

void CheckFile(std::string_view text) {
  const uint32_t lines = fuzz::CountLines(text);
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = ReadFrontMatter(text, kPath, &warnings);
  fuzz::CheckWarnings(warnings, kPath, lines);
  if (!matter.ok()) return fuzz::CheckError(matter.error(), kPath, lines);
  Law(matter->body.empty() || matter->body.data() + matter->body.size() == text.data() + text.size(),
      "the body is the end of the text");
  const std::string_view before = text.substr(0, text.size() - matter->body.size());
  Law(matter->body_line == fuzz::CountLines(before), "the body's line is counted");
  Law(matter->present || matter->body.size() == text.size(), "without front matter all is body");
  Law(matter->fields.IsMap() || matter->fields.kind == Value::Kind::kNull, "front matter is a map");
  CheckTree(matter->fields, lines);
  CheckMeta(matter->fields, lines, &warnings);
}

void CheckDocument(Syntax syntax, std::string_view text) {
  constexpr uint32_t kFirstLine = 7;
  const uint32_t last_line = kFirstLine + fuzz::CountLines(text) - 1;
  std::vector<Warning> warnings;
  const Result<Value> value = ParseDocument(syntax, text, {kPath, kFirstLine}, &warnings);
  fuzz::CheckWarnings(warnings, kPath, last_line);
  if (!value.ok()) return fuzz::CheckError(value.error(), kPath, last_line);
  CheckTree(*value, last_line);
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes(sou::fuzz::AsText(data, size));
  const sou::Result<std::string> text = sou::indexer::CheckText(bytes, sou::indexer::kPath);
  if (!text.ok()) {
    sou::fuzz::CheckError(text.error(), sou::indexer::kPath, sou::fuzz::CountLines(bytes));
    return 0;
  }
  sou::indexer::CheckFile(*text);
  for (const auto syntax : {sou::indexer::Syntax::kYaml, sou::indexer::Syntax::kToml, sou::indexer::Syntax::kJson}) {
    sou::indexer::CheckDocument(syntax, *text);
  }
  return 0;
}
