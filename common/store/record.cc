// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/record.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace sou::store {
namespace {

using Json = nlohmann::json;

constexpr size_t kSizeBytes = 4;

// get() casts floats, too, which is undefined where they do not fit, and cuts off what an integer has more. Throws
// Json::exception.
template <typename T>
T Whole(const Json& json) {
  const bool whole = json.is_number_unsigned() ? std::in_range<T>(json.get<uint64_t>())
                                               : json.is_number_integer() && std::in_range<T>(json.get<int64_t>());
  if (!whole) throw Json::out_of_range::create(406, "a number is out of range", &json);
  return json.get<T>();
}

// Builds the tree as the library does, but refuses nesting that no page has: its reader recurses, and the bytes may be
// damaged.
class ShallowTree : public nlohmann::detail::json_sax_dom_parser<Json> {
 public:
  explicit ShallowTree(Json* out) : json_sax_dom_parser(*out, true) {}

  bool start_object(std::size_t size) { return ++depth_ <= kMaxDepth && json_sax_dom_parser::start_object(size); }
  bool end_object() { return --depth_, json_sax_dom_parser::end_object(); }
  bool start_array(std::size_t size) { return ++depth_ <= kMaxDepth && json_sax_dom_parser::start_array(size); }
  bool end_array() { return --depth_, json_sax_dom_parser::end_array(); }

 private:
  static constexpr int kMaxDepth = 4;  // page, headings, one heading
  int depth_ = 0;
};

// Empty fields are left out: most pages have few of them.
void Put(Json* json, const char* key, const std::string& text) {
  if (!text.empty()) (*json)[key] = text;
}
void Put(Json* json, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) (*json)[key] = texts;
}
void Put(Json* json, const char* key, const std::optional<Timestamp>& time) {
  if (time) (*json)[key] = {time->unix_seconds, time->offset_minutes};
}

void Get(const Json& json, const char* key, std::string* text) {
  if (const auto found = json.find(key); found != json.end()) found->get_to(*text);
}
void Get(const Json& json, const char* key, std::vector<std::string>* texts) {
  if (const auto found = json.find(key); found != json.end()) found->get_to(*texts);
}
void Get(const Json& json, const char* key, std::optional<Timestamp>* time) {
  const auto found = json.find(key);
  if (found != json.end()) *time = Timestamp{Whole<int64_t>(found->at(0)), Whole<int16_t>(found->at(1))};
}

Page FromJson(const Json& json) {
  Page page;
  Get(json, "id", &page.id);
  Get(json, "path", &page.path);
  Get(json, "url", &page.url);
  Get(json, "title", &page.title);
  Get(json, "subtitle", &page.subtitle);
  Get(json, "description", &page.description);
  Get(json, "summary", &page.summary);
  Get(json, "date", &page.date);
  Get(json, "lastmod", &page.lastmod);
  Get(json, "language", &page.language);
  Get(json, "language_tag", &page.language_tag);
  Get(json, "translation_key", &page.translation_key);
  Get(json, "tags", &page.tags);
  Get(json, "categories", &page.categories);
  Get(json, "section", &page.section);
  Get(json, "authors", &page.authors);
  Get(json, "image_alts", &page.image_alts);
  Get(json, "extra", &page.extra);
  page.draft = json.value("draft", false);
  Get(json, "aliases", &page.aliases);
  if (const auto from = json.find("language_from"); from != json.end()) {
    page.language_from =
        static_cast<LanguageFrom>(std::min(Whole<uint8_t>(*from), static_cast<uint8_t>(LanguageFrom::kScript)));
  }
  for (const Json& row : json.value("headings", Json::array())) {
    page.headings.push_back({Whole<uint8_t>(row.at(0)), row.at(1).get<std::string>(), row.at(2).get<std::string>(),
                             Whole<uint32_t>(row.at(3))});
  }
  for (const Json& row : json.value("code", Json::array())) {
    page.code_blocks.push_back({Whole<uint32_t>(row.at(0)), Whole<uint32_t>(row.at(1)), row.at(2).get<std::string>()});
  }
  return page;
}

bool OffsetsAreValid(const Page& page) {
  const size_t size = page.body.size();
  return std::all_of(page.headings.begin(), page.headings.end(), [&](const Heading& h) { return h.offset <= size; }) &&
         std::all_of(page.code_blocks.begin(), page.code_blocks.end(),
                     [&](const CodeBlock& c) { return c.begin <= c.end && c.end <= size; });
}

}  // namespace

std::string EncodePage(const Page& page) {
  Json json = Json::object();
  Put(&json, "id", page.id);
  Put(&json, "path", page.path);
  Put(&json, "url", page.url);
  Put(&json, "title", page.title);
  Put(&json, "subtitle", page.subtitle);
  Put(&json, "description", page.description);
  Put(&json, "summary", page.summary);
  Put(&json, "date", page.date);
  Put(&json, "lastmod", page.lastmod);
  Put(&json, "language", page.language);
  Put(&json, "language_tag", page.language_tag);
  Put(&json, "translation_key", page.translation_key);
  Put(&json, "tags", page.tags);
  Put(&json, "categories", page.categories);
  Put(&json, "section", page.section);
  Put(&json, "authors", page.authors);
  Put(&json, "image_alts", page.image_alts);
  Put(&json, "extra", page.extra);
  if (page.draft) json["draft"] = true;
  Put(&json, "aliases", page.aliases);
  json["language_from"] = static_cast<uint8_t>(page.language_from);
  for (const Heading& h : page.headings) json["headings"].push_back({h.level, h.text, h.anchor, h.offset});
  for (const CodeBlock& c : page.code_blocks) json["code"].push_back({c.begin, c.end, c.language});
  std::string fields;
  Json::to_cbor(json, fields);
  std::string bytes;
  for (size_t shift = 0; shift < 8 * kSizeBytes; shift += 8)
    bytes += static_cast<char>((fields.size() >> shift) & 0xFF);
  return bytes + fields + page.body;
}

Result<std::string_view> StoredBody(std::string_view bytes) {
  const Error damaged{ErrorCode::kCorrupt, "a stored page is damaged: it is no record"};
  if (bytes.size() < kSizeBytes) return damaged;
  size_t size = 0;
  for (size_t i = kSizeBytes; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[i]);
  if (size > bytes.size() - kSizeBytes) return damaged;
  return bytes.substr(kSizeBytes + size);
}

Result<Page> DecodePage(std::string_view bytes) {
  const Result<std::string_view> body = StoredBody(bytes);
  if (!body.ok()) return body.error();
  const std::string_view fields = bytes.substr(kSizeBytes, bytes.size() - kSizeBytes - body->size());
  try {
    Json json;
    ShallowTree tree(&json);
    if (!Json::sax_parse(fields, &tree, Json::input_format_t::cbor) || !json.is_object())
      return Error{ErrorCode::kCorrupt, "a stored page is damaged: it is no record"};
    Page page = FromJson(json);
    page.body = *body;
    if (OffsetsAreValid(page)) return page;
  } catch (const Json::exception& exception) {
    return Error{ErrorCode::kCorrupt, std::string("a stored page is damaged: ") + exception.what()};
  }
  return Error{ErrorCode::kCorrupt, "a stored page is damaged: an offset lies outside its text"};
}

}  // namespace sou::store
