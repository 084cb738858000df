// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/json_ld.h"

#include <algorithm>
#include <utility>

#include "indexer/source/clean_text.h"
#include "indexer/source/config_file.h"
#include "indexer/source/page_meta.h"

namespace sou::indexer {
namespace {

bool IsArticle(const Value& item) {
  const std::vector<std::string> types = ListOf(item.Find("@type"));
  if (std::find(types.begin(), types.end(), "WebSite") != types.end()) return false;
  return !TextOf(item, "headline").empty() || !TextOf(item, "datePublished").empty();
}

void ReadArticle(const Value& item, const std::string& path, JsonLd* out, std::vector<Warning>* warnings) {
  if (!IsArticle(item) || ++out->articles > 1) return;
  MetaOptions options;
  options.path = path;
  options.tags_key = "keywords";
  options.date_keys = {"datePublished"};
  options.lastmod_keys = {"dateModified"};
  options.publish_keys = options.expiry_keys = {};
  // Its addresses are whole ones, and the page has its own.
  Value article = item;
  std::erase_if(article.items, [](const Value& field) { return field.key == "url"; });
  PageMeta meta = ReadPageMeta(article, options, warnings);
  out->headline = CleanLine(TextOf(item, "headline"));
  out->description = std::move(meta.description);
  out->published = meta.date;
  out->modified = meta.lastmod;
  out->keywords = std::move(meta.tags);
  out->authors = std::move(meta.authors);
}

}  // namespace

void ReadJsonLd(std::string_view json, const DocumentPlace& place, JsonLd* out, std::vector<Warning>* warnings) {
  const Result<Value> root = ParseJson(json, place, warnings);
  if (!root.ok()) {
    warnings->push_back({root.error().place, "its JSON-LD is ignored: " + root.error().message});
    return;
  }
  const Value* graph = root->Find("@graph");
  const Value& items = graph != nullptr ? *graph : *root;
  if (!items.IsList()) return ReadArticle(items, place.path, out, warnings);
  for (const Value& item : items.items) ReadArticle(item, place.path, out, warnings);
}

}  // namespace sou::indexer
