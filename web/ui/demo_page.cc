// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/demo_page.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/base/percent.h"
#include "common/store/page.h"
#include "web/api/entity_tag.h"
#include "web/api/search_api.h"
#include "web/ui/assets.h"
#include "web/ui/html_writer.h"
#include "web/ui/link.h"
#include "web/ui/opensearch.h"
#include "web/ui/page_query.h"
#include "web/ui/strings.h"

namespace sou::web {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr size_t kNewest = 30;
// The home page follows Accept-Language, so only the reader's own browser keeps it.
constexpr const char* kHomeCacheControl = "private, max-age=60";

using OptionalText = std::optional<std::string_view>;

std::string_view SiteName(const PageOptions& options) {
  return options.site_title.empty() ? std::string_view("Sou") : std::string_view(options.site_title);
}

// Pages lie at any depth, so all addresses begin at the root.
void WriteHead(const PageOptions& options, std::string_view title, HtmlWriter* html) {
  html->Open("head");
  html->Void("meta", {{"charset", "utf-8"}});
  html->Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html->Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html->Void("meta", {{"name", "robots"}, {"content", "noindex"}});
  html->Element("title", {}, title);
  html->Void("link", {{"rel", "icon"}, {"type", kIcon.content_type}, {"href", "/" + AssetHref(kIcon)}});
  html->Void("link", {{"rel", "stylesheet"}, {"href", "/" + AssetHref(kDemoStyleSheet)}});
  html->Void("link",
             {{"rel", "search"}, {"type", kOpenSearchType}, {"title", SiteName(options)}, {"href", "/opensearch.xml"}});
  html->Element("script", {{"type", "module"}, {"src", "/sou.js"}}, "");
  html->Close();
}

void WriteHeader(const PageOptions& options, std::string_view title_element, HtmlWriter* html) {
  html->Open("header");
  html->Open(title_element, {{"class", "site"}}).Element("a", {{"href", "/"}}, SiteName(options)).Close();
  html->Element("sou-search", {{"endpoint", "/"}}, "");
  html->Close();
}

void WriteDate(const Strings& strings, const Timestamp& date, HtmlWriter* html) {
  html->Element("time", {{"datetime", FormatRfc3339(date)}}, FormatDate(strings, date));
}

// ---------------------------------------------------------------- a page

std::string_view TitleOf(const Page& page) { return page.title.empty() ? page.url : page.title; }

void WriteFacts(const Page& page, const Strings& strings, HtmlWriter* html) {
  if (!page.date && page.tags.empty()) return;
  html->Open("p", {{"class", "facts"}});
  if (page.date) WriteDate(strings, *page.date, html);
  for (const std::string& tag : page.tags) {
    PageQuery query;
    query.tags = {tag};
    html->Element("a", {{"class", "tag"}, {"rel", "nofollow"}, {"href", "/search" + query.Href()}}, tag);
  }
  html->Close();
}

// Writes the stored text block by block. Offsets were made by our own readers or checked by them; what lies outside
// the text is passed over all the same.
class BodyWriter {
 public:
  BodyWriter(const Page& page, HtmlWriter* html) : page_(page), html_(html) {}

  void Write() {
    const std::string_view body = page_.body;
    while (at_ < body.size()) {
      const CodeBlock* code = NextCode();
      const size_t code_begin = code == nullptr ? body.size() : std::max<size_t>(code->begin, at_);
      if (code_begin == at_) {
        WriteCode(*code);
      } else {
        WriteLine(body.substr(at_, std::min(body.find('\n', at_), code_begin) - at_));
      }
      if (at_ < body.size() && body[at_] == '\n') ++at_;
    }
    WriteHeadings(SIZE_MAX);
  }

 private:
  // The first one that does not end before here; null if there is none.
  const CodeBlock* NextCode() {
    while (code_ < page_.code_blocks.size()) {
      const CodeBlock& code = page_.code_blocks[code_];
      if (code.begin < page_.body.size() && code.end > std::max<size_t>(at_, code.begin)) return &code;
      ++code_;
    }
    return nullptr;
  }

  void WriteCode(const CodeBlock& code) {
    const size_t end = std::min<size_t>(code.end, page_.body.size());
    html_->Open("pre").Element("code", {}, std::string_view(page_.body).substr(at_, end - at_)).Close();
    at_ = end;
    ++code_;
  }

  void WriteLine(std::string_view line) {
    if (!WriteHeadings(at_) && !line.empty()) html_->Element("p", {}, line);
    at_ += line.size();
  }

  // The headings up to that place, so that every anchor is there. true: one of them is the line at it.
  bool WriteHeadings(size_t until) {
    bool there = false;
    for (; heading_ < page_.headings.size() && page_.headings[heading_].offset <= until; ++heading_) {
      const Heading& heading = page_.headings[heading_];
      there = heading.offset == until;
      html_->Element(ElementOf(heading.level),
                     {{"id", heading.anchor.empty() ? std::nullopt : OptionalText(heading.anchor)}}, heading.text);
    }
    return there;
  }

  // The page's title is the only h1.
  static std::string_view ElementOf(uint8_t level) {
    static constexpr std::array<std::string_view, 5> kElements = {"h2", "h3", "h4", "h5", "h6"};
    return kElements[std::clamp<size_t>(level, 2, 6) - 2];
  }

  const Page& page_;
  HtmlWriter* html_;
  size_t at_ = 0;
  size_t code_ = 0;
  size_t heading_ = 0;
};

std::string RenderPage(const Page& page, const PageOptions& options) {
  const OptionalText language = LanguageAttribute(page.language_tag, page.language);
  HtmlWriter html;
  html.Open("html", {{"lang", language}});
  WriteHead(options, TitleOf(page), &html);
  html.Open("body");
  WriteHeader(options, "p", &html);
  html.Open("main").Open("article");
  html.Element("h1", {}, TitleOf(page));
  // All of the page is in its own language, the date, too.
  WriteFacts(page, ChooseStrings(language.value_or(""), ""), &html);
  BodyWriter(page, &html).Write();
  return "<!doctype html>\n" + html.Take() + "\n";
}

Response ShowPage(const SearchSource& source, const PageOptions& options, const Request& request) {
  // Otherwise it would be taken for a source path.
  if (!request.path.starts_with('/')) return NotFound();
  Request asked = request;
  asked.params.clear();  // they change nothing, so they must not fill the cache
  const uint64_t generation = source.generation();
  std::string tag = MakeEntityTag(asked, generation);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified(kHtml, std::move(tag), source.cache_control);
  }
  const auto compute = [&]() -> Response {
    // The path is decoded, and addresses are not: "/c%23/" is no fragment.
    const Result<Page> page = source.page(PercentEncode(request.path, PercentSet::kPath));
    if (!page.ok()) return page.error().code == ErrorCode::kNotFound ? NotFound() : ToErrorResponse(page.error());
    Response response;
    response.content_type = kHtml;
    response.body = RenderPage(*page, options);
    response.headers = {{"ETag", tag}, {"Cache-Control", source.cache_control}};
    response.trace.generation = generation;
    return response;
  };
  return source.answers->Get(generation, NormalisedRequest(asked), compute);
}

// ---------------------------------------------------------------- the home page

void WriteNewest(const query::SearchResponse& found, const Strings& strings, HtmlWriter* html) {
  html->Element("h2", {}, strings.newest_pages);
  html->Open("ul", {{"class", "pages"}});
  for (const query::Hit& hit : found.hits) {
    const auto href = SafeHref("", hit.url);
    if (!href) continue;
    html->Open("li", {{"lang", LanguageAttribute(hit.lang_tag, hit.lang)}});
    html->Open("a", {{"href", *href}});
    for (const query::Part& part : hit.title) html->Text(part.text);
    if (hit.title.empty()) html->Text(hit.url);
    html->Close();
    if (hit.date) {
      html->Text(" ").Open("span", {{"lang", strings.code}});
      WriteDate(strings, *hit.date, html);
      html->Close();
    }
    html->Close();
  }
  html->Close();
}

std::string RenderHome(const query::SearchResponse& found, const PageOptions& options, const Strings& strings) {
  HtmlWriter html;
  html.Open("html", {{"lang", strings.code}});
  WriteHead(options, SiteName(options), &html);
  html.Open("body");
  WriteHeader(options, "h1", &html);
  html.Open("main");
  if (found.hits.empty()) {
    html.Element("p", {}, strings.nothing_at_all);
  } else {
    WriteNewest(found, strings, &html);
  }
  html.Open("p").Element("a", {{"href", "/search"}}, strings.search).Close();
  return "<!doctype html>\n" + html.Take() + "\n";
}

Response ShowHome(const SearchSource& source, const PageOptions& options, const Request& request) {
  const Strings& strings = ChooseStrings("", request.Header("accept-language"));
  // Not to be taken for the search page, which has this address without --demo.
  Request asked = request;
  asked.params = {{"", "demo"}, {"", std::string(strings.code)}};
  const uint64_t generation = source.generation();
  std::string tag = MakeEntityTag(asked, generation);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified(kHtml, std::move(tag), kHomeCacheControl);
  }
  const auto compute = [&]() -> Response {
    query::SearchRequest newest;
    newest.sort = query::Sort::kDate;
    newest.limit = kNewest;
    const auto found = source.search(newest);
    if (!found.ok()) return ToErrorResponse(found.error());
    Response response;
    response.content_type = kHtml;
    response.body = RenderHome(*found, options, strings);
    response.headers = {{"ETag", MakeEntityTag(asked, found->generation)},
                        {"Cache-Control", kHomeCacheControl},
                        {"Vary", "Accept-Language"},
                        {"Content-Language", std::string(strings.code)}};
    response.trace.generation = found->generation;
    return response;
  };
  return source.answers->Get(generation, NormalisedRequest(asked), compute);
}

}  // namespace

Handler DemoHomeHandler(SearchSource source, PageOptions options) {
  return [source = std::move(source), options = std::move(options)](const Request& request) {
    return ShowHome(source, options, request);
  };
}

Handler DemoPageHandler(SearchSource source, PageOptions options) {
  return [source = std::move(source), options = std::move(options)](const Request& request) {
    return ShowPage(source, options, request);
  };
}

}  // namespace sou::web
