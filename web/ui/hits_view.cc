// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/hits_view.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "web/api/search_params.h"
#include "web/ui/link.h"

namespace sou::web {
namespace {

constexpr size_t kMaxTags = 4;
constexpr size_t kMaxCrumbs = 5;

using OptionalText = std::optional<std::string_view>;

// For lang attributes, so that Han characters get the glyphs of the page's language.
OptionalText LangOf(const query::Hit& hit) { return LanguageAttribute(hit.lang_tag, hit.lang); }

void WriteParts(const query::Parts& parts, HtmlWriter* html) {
  bool in_code = false;
  for (const query::Part& part : parts) {
    if (part.code != in_code) {
      if (in_code) html->Close();
      if (part.code) html->Open("code", {});
      in_code = part.code;
    }
    if (part.match) {
      html->Element("mark", {}, part.text);
    } else {
      html->Text(part.text);
    }
  }
  if (in_code) html->Close();
}

// Text that leads to `url` if that is somewhere safe, else only text.
template <typename Content>
void WriteLink(const PageModel& model, std::string_view url, HtmlWriter* html, const Content& content) {
  const std::optional<std::string> href = SafeHref(model.options.site_url, url);
  if (href) html->Open("a", {{"href", *href}});
  content();
  if (href) html->Close();
}

void WriteBreadcrumb(const PageModel& model, const query::Hit& hit, HtmlWriter* html) {
  std::vector<std::string> crumbs = Breadcrumb(model.options.site_url, hit.url);
  // The ends say most: where it is, and what it is.
  if (crumbs.size() > kMaxCrumbs) {
    crumbs.erase(crumbs.begin() + 2, crumbs.end() - 2);
    crumbs.insert(crumbs.begin() + 2, "…");
  }
  if (crumbs.empty()) return;
  html->Open("p", {{"class", "where"}});
  for (size_t i = 0; i < crumbs.size(); ++i) {
    if (i > 0) html->Element("span", {{"class", "step"}, {"aria-hidden", "true"}}, " › ");
    html->Element("bdi", {}, crumbs[i]);
  }
  html->Close();
}

void WriteSections(const PageModel& model, const query::Hit& hit, HtmlWriter* html) {
  if (hit.sections.empty()) return;
  html->Open("ul", {{"class", "sections"}, {"aria-label", model.strings.in_this_page}});
  for (const query::SectionHit& section : hit.sections) {
    html->Open("li", {{"lang", LangOf(hit)}});
    WriteLink(model, section.url, html, [&] { WriteParts(section.title, html); });
    // The page's snippet often comes from its best section; once is enough.
    if (!section.snippet.empty() && section.snippet != hit.snippet) {
      html->Open("p");
      WriteParts(section.snippet, html);
      html->Close();
    }
    html->Close();
  }
  html->Close();
}

void WriteFacts(const PageModel& model, const query::Hit& hit, HtmlWriter* html) {
  if (!hit.date && hit.lang.empty() && hit.tags.empty()) return;
  html->Open("p", {{"class", "facts"}});
  if (hit.date) {
    html->Element("time", {{"datetime", FormatRfc3339(*hit.date)}}, FormatDate(model.strings, *hit.date));
  }
  if (!hit.lang.empty()) html->Element("span", {{"lang", LangOf(hit)}}, LanguageName(hit.lang));
  for (size_t i = 0; i < std::min(hit.tags.size(), kMaxTags); ++i) {
    const std::string& tag = hit.tags[i];
    PageQuery query = model.query.WithoutFilters();
    query.text.clear();
    html->Element(
        "a", {{"class", "tag"}, {"rel", "nofollow"}, {"href", query.Toggled(query::Facet::kTags, tag).Href()}}, tag);
  }
  html->Close();
}

void WriteHit(const PageModel& model, const query::Hit& hit, HtmlWriter* html) {
  html->Open("li").Open("article", {{"class", "hit"}});
  WriteBreadcrumb(model, hit, html);
  html->Open("h2", {{"lang", LangOf(hit)}});
  WriteLink(model, hit.url, html, [&] {
    if (hit.title.empty()) {
      html->Text(hit.path.empty() ? hit.url : hit.path);
    } else {
      WriteParts(hit.title, html);
    }
  });
  html->Close();
  if (!hit.snippet.empty()) {
    html->Open("p", {{"class", "snippet"}, {"lang", LangOf(hit)}});
    WriteParts(hit.snippet, html);
    html->Close();
  }
  WriteSections(model, hit, html);
  WriteFacts(model, hit, html);
  html->Close().Close();
}

void WritePageLink(const PageQuery& query, std::string_view rel, std::string_view text, HtmlWriter* html) {
  html->Element("a", {{"class", "step"}, {"rel", rel}, {"href", query.Href()}}, text);
}

}  // namespace

void WriteHits(const PageModel& model, HtmlWriter* html) {
  html->Open("ol", {{"class", "hits"}});
  for (const query::Hit& hit : model.response.hits) WriteHit(model, hit, html);
  html->Close();
}

void WritePaging(const PageModel& model, HtmlWriter* html) {
  const PageQuery& query = model.query;
  const size_t limit = std::max<size_t>(query.limit, 1);
  const size_t total = model.response.total;
  const bool has_next = query.offset + model.response.hits.size() < total && !model.response.hits.empty() &&
                        query.offset + 2 * limit <= kMaxReach;
  if (query.offset == 0 && !has_next) return;

  const std::string number = FormatCount(query.offset / limit + 1);
  const std::string count = FormatCount((total + limit - 1) / limit);
  html->Open("nav", {{"class", "paging"}, {"aria-label", model.strings.pages}});
  if (query.offset > 0) {
    WritePageLink(query.At(query.offset - std::min(query.offset, limit)), "prev", model.strings.previous, html);
  }
  const bool known = model.response.total_exact && !model.response.hits.empty();
  html->Element("span", {{"aria-current", "page"}},
                known ? Insert(Insert(model.strings.page_of, number), count) : Insert(model.strings.page, number));
  if (has_next) WritePageLink(query.At(query.offset + limit), "next", model.strings.next, html);
  html->Close();
}

}  // namespace sou::web
