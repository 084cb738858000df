// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/opensearch.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "common/base/percent.h"
#include "common/text/borders.h"
#include "common/text/utf8.h"
#include "query/render/json.h"
#include "web/api/entity_tag.h"
#include "web/api/suggest_api.h"
#include "web/ui/assets.h"
#include "web/ui/html_writer.h"
#include "web/ui/link.h"

namespace sou::web {
namespace {

constexpr std::string_view kSuggestionsType = "application/x-suggestions+json";
constexpr const char* kCacheControl = "public, max-age=300";
// The longest texts that the specification allows, in characters.
constexpr size_t kMaxShortName = 16;
constexpr size_t kMaxLongName = 48;
constexpr size_t kMaxDescription = 1024;
constexpr size_t kMaxHost = 255 + 6;  // a name, and a port

bool IsHost(std::string_view text) {
  return !text.empty() && text.size() <= kMaxHost && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == ':' ||
           c == '-' || c == '[' || c == ']';
  });
}

// The address under which the reader reaches this server, without a slash at the end; nullopt if nobody says it.
std::optional<std::string> BaseUrl(const PageOptions& options, const Request& request) {
  if (!options.public_url.empty()) {
    return options.public_url.substr(0, options.public_url.find_last_not_of('/') + 1);
  }
  const std::string_view host = request.Header("host");
  if (!IsHost(host)) return std::nullopt;
  return request.scheme + "://" + std::string(host);
}

Response UnknownBase() {
  return ErrorResponse(400, "bad_request",
                       "This server is asked for its own address: send a Host header that is a host's name, or set "
                       "serve.public_url.");
}

// The first characters of the text, none torn.
std::string_view FirstCharacters(std::string_view text, size_t most) {
  size_t end = 0;
  for (size_t i = 0; i < most && end < text.size(); ++i) text::NextCodePoint(text, &end);
  while (end > 0 && !text::IsGraphemeBorder(text, end)) text::PreviousCodePoint(text, &end);
  return text.substr(0, end);
}

// Every element has an end and every attribute a value, so that it is XML, too.
std::string Describe(const PageOptions& options, const std::string& base) {
  const std::string title = options.site_title.empty() ? "Sou" : text::RepairUtf8(options.site_title);
  const std::string description = options.site_title.empty() ? "Full-text search" : "Full-text search of " + title;
  HtmlWriter xml;
  const auto url = [&](std::string_view rel, std::string_view type, const std::string& path) {
    xml.Element("Url", {{"rel", rel}, {"type", type}, {"template", base + path}}, "");
  };
  xml.Open("OpenSearchDescription", {{"xmlns", "http://a9.com/-/spec/opensearch/1.1/"}});
  xml.Element("ShortName", {}, FirstCharacters(title, kMaxShortName));
  xml.Element("LongName", {}, FirstCharacters(title, kMaxLongName));
  xml.Element("Description", {}, FirstCharacters(description, kMaxDescription));
  xml.Element("InputEncoding", {}, "UTF-8");
  xml.Element("Image", {{"width", "32"}, {"height", "32"}, {"type", kIcon.content_type}},
              base + "/" + AssetHref(kIcon));
  url("results", "text/html", "/search?q={searchTerms}");
  url("suggestions", kSuggestionsType, "/opensearch/suggest?q={searchTerms}");
  url("self", kOpenSearchType, "/opensearch.xml");
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml.Take() + "\n";
}

std::string PlainText(const query::Parts& parts) {
  std::string text;
  for (const query::Part& part : parts) text += part.text;
  return text;
}

// Where the browser goes when the suggestion is taken.
std::string AddressOf(const query::Suggestion& suggestion, const std::string& text, const std::string& site_url,
                      const std::string& base) {
  if (suggestion.url.empty()) return base + "/search?q=" + PercentEncode(text, PercentSet::kQuery);
  const std::string address = SafeHref(site_url, suggestion.url).value_or("");
  return address.starts_with('/') ? "" : address;
}

std::string WriteSuggestions(const query::SuggestResponse& found, const std::string& site_url,
                             const std::string& base) {
  using Json = nlohmann::json;
  Json texts = Json::array();
  Json descriptions = Json::array();
  Json addresses = Json::array();
  for (const query::Suggestion& suggestion : found.suggestions) {
    const std::string text = PlainText(suggestion.text);
    addresses.push_back(AddressOf(suggestion, text, site_url, base));
    descriptions.push_back("");
    texts.push_back(text);
  }
  const Json json = {found.query, std::move(texts), std::move(descriptions), std::move(addresses)};
  return query::SafeInScript(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string WithCharset(std::string_view type) { return std::string(type) + "; charset=utf-8"; }

Response Description(const PageOptions& options, const Request& request) {
  const auto base = BaseUrl(options, request);
  if (!base) return UnknownBase();
  Response response;
  response.content_type = WithCharset(kOpenSearchType);
  response.body = Describe(options, *base);
  // It changes with the settings and with who asks, not with the index.
  Request asked = request;
  asked.params = {{"", response.body}};
  std::string tag = MakeEntityTag(asked, 0);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified(response.content_type, std::move(tag), kCacheControl);
  }
  response.headers = {{"ETag", std::move(tag)}, {"Cache-Control", kCacheControl}};
  return response;
}

Response Suggestions(const SearchSource& source, const PageOptions& options, const Request& request) {
  const auto base = BaseUrl(options, request);
  if (!base) return UnknownBase();
  Request asked = request;
  asked.params.emplace("", *base + "\n" + options.site_url);
  const std::string type = WithCharset(kSuggestionsType);
  return AnswerSuggestions(source, asked, {type, [&](const query::SuggestResponse& found) {
                                             return WriteSuggestions(found, options.site_url, *base);
                                           }});
}

}  // namespace

Handler OpenSearchHandler(PageOptions options) {
  return [options = std::move(options)](const Request& request) { return Description(options, request); };
}

Handler OpenSearchSuggestHandler(SearchSource source, PageOptions options) {
  return [source = std::move(source), options = std::move(options)](const Request& request) {
    return Suggestions(source, options, request);
  };
}

}  // namespace sou::web
