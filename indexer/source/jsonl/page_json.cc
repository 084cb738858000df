// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/page_json.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "common/base/timestamp.h"

namespace sou::indexer {
namespace {

using Json = nlohmann::ordered_json;

void Put(Json* json, const char* key, const std::string& text) {
  if (!text.empty()) (*json)[key] = text;
}
void Put(Json* json, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) (*json)[key] = texts;
}
void Put(Json* json, const char* key, const std::optional<Timestamp>& time) {
  if (time) (*json)[key] = FormatRfc3339(*time);
}

}  // namespace

std::string PageToJson(const Page& page) {
  Json json = Json::object();
  Put(&json, "path", page.path);
  Put(&json, "url", page.url);
  Put(&json, "title", page.title);
  Put(&json, "subtitle", page.subtitle);
  Put(&json, "description", page.description);
  Put(&json, "summary", page.summary);
  Put(&json, "date", page.date);
  Put(&json, "lastmod", page.lastmod);
  Put(&json, "language", page.language_tag);
  Put(&json, "translation_key", page.translation_key);
  Put(&json, "section", page.section);
  Put(&json, "tags", page.tags);
  Put(&json, "categories", page.categories);
  Put(&json, "authors", page.authors);
  Put(&json, "aliases", page.aliases);
  if (page.draft) json["draft"] = true;
  for (const Heading& heading : page.headings) {
    Json row = {{"level", heading.level}, {"text", heading.text}, {"offset", heading.offset}};
    Put(&row, "anchor", heading.anchor);
    json["headings"].push_back(std::move(row));
  }
  for (const CodeBlock& code : page.code_blocks) {
    Json row = {{"begin", code.begin}, {"end", code.end}};
    Put(&row, "language", code.language);
    json["code_blocks"].push_back(std::move(row));
  }
  Put(&json, "image_alts", page.image_alts);
  Put(&json, "extra", page.extra);
  Put(&json, "body", page.body);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sou::indexer
