// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/page_view.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "web/ui/assets.h"
#include "web/ui/filters_view.h"
#include "web/ui/hits_view.h"
#include "web/ui/html_writer.h"
#include "web/ui/opensearch.h"

namespace sou::web {
namespace {

using OptionalText = std::optional<std::string_view>;

std::string_view TitleOf(const PageModel& model) {
  return model.options.site_title.empty() ? model.strings.search : std::string_view(model.options.site_title);
}

// Writes the template with the value in its place as an element of its own.
void WriteAround(std::string_view text, std::string_view element, std::string_view value, HtmlWriter* html) {
  const size_t at = text.find("{}");
  html->Text(text.substr(0, at)).Element(element, {}, value);
  if (at != std::string_view::npos) html->Text(text.substr(at + 2));
}

void WriteHead(const PageModel& model, HtmlWriter* html) {
  std::string title(TitleOf(model));
  if (!model.query.text.empty()) title = Insert(model.strings.results_title, model.query.text);
  html->Open("head");
  html->Void("meta", {{"charset", "utf-8"}});
  html->Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html->Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  if (!model.IsHome()) html->Void("meta", {{"name", "robots"}, {"content", "noindex"}});
  html->Element("title", {}, title);
  html->Void("link", {{"rel", "icon"}, {"type", kIcon.content_type}, {"href", AssetHref(kIcon)}});
  html->Void("link", {{"rel", "stylesheet"}, {"href", AssetHref(kStyleSheet)}});
  html->Void("link",
             {{"rel", "search"}, {"type", kOpenSearchType}, {"title", TitleOf(model)}, {"href", "opensearch.xml"}});
  if (model.options.box) {
    html->Element("script", {{"type", "module"}, {"src", AssetHref(kSearchBox)}}, "");
  }
  html->Close();
}

void WriteForm(const PageModel& model, HtmlWriter* html) {
  html->Open("form", {{"class", "search"}, {"role", "search"}, {"method", "get"}});
  html->Element("label", {{"for", "q"}, {"class", "unseen"}}, model.strings.query_label);
  html->Void("input", {{"type", "search"},
                       {"id", "q"},
                       {"name", "q"},
                       {"value", model.query.text},
                       {"placeholder", model.strings.query_label},
                       {"autocomplete", "off"},
                       {"autocapitalize", "none"},
                       {"spellcheck", "false"},
                       {"enterkeyhint", "search"},
                       {"autofocus", model.IsHome() ? OptionalText("") : std::nullopt}});
  // A new search keeps what narrows it, but begins on the first page.
  for (const auto& [name, value] : model.query.At(0).Fields()) {
    if (name != "q") html->Void("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  }
  html->Element("button", {{"type", "submit"}}, model.strings.search);
  html->Close();
}

// The form, and what takes its place where there is JavaScript (docs/SEARCH_BOX.md).
void WriteSearch(const PageModel& model, HtmlWriter* html) {
  if (!model.options.box) return WriteForm(model, html);
  const std::string& site_url = model.options.site_url;
  html->Open("sou-search", {{"as", "field"},
                            {"endpoint", "."},
                            {"lang", model.strings.code},
                            {"site", site_url.empty() ? std::nullopt : OptionalText(site_url)},
                            {"filter", model.query.OnlyFilters().Href()},
                            {"results-page", model.query.For("").Href()}});
  WriteForm(model, html);
  html->Close();
}

void WriteTips(const PageModel& model, HtmlWriter* html) {
  const Strings& strings = model.strings;
  const std::string word(strings.word);
  const std::array<std::pair<std::string, std::string_view>, 4> tips = {
      {{"\"" + word + " " + word + "\"", strings.tip_phrase},
       {"-" + word, strings.tip_without},
       {"title:" + word, strings.tip_title},
       {word + "*", strings.tip_prefix}}};
  html->Open("section", {{"class", "tips"}, {"aria-label", strings.tips}}).Open("dl");
  for (const auto& [typed, meaning] : tips) {
    html->Open("div").Open("dt").Element("code", {}, typed).Close().Element("dd", {}, meaning).Close();
  }
  html->Close().Close();
}

void WriteHeader(const PageModel& model, HtmlWriter* html) {
  PageQuery home;
  home.ui = model.query.ui;
  html->Element("a", {{"class", "skip"}, {"href", "#results"}}, model.strings.skip_link);
  html->Open("header", {{"class", "top"}}).Open("div", {{"class", "width"}});
  html->Open(model.IsHome() ? "h1" : "p", {{"class", "brand"}});
  html->Open("a", {{"href", home.Href()}});
  html->Void("img", {{"src", AssetHref(kIcon)}, {"alt", ""}, {"width", "32"}, {"height", "32"}});
  html->Element("span", {}, TitleOf(model)).Close().Close();
  WriteSearch(model, html);
  if (model.IsHome()) WriteTips(model, html);
  html->Close().Close();
}

std::string CountText(const PageModel& model) {
  const query::SearchResponse& response = model.response;
  if (response.total == 1 && response.total_exact) return std::string(model.strings.one_result);
  return Insert(response.total_exact ? model.strings.results : model.strings.about_results,
                FormatCount(response.total));
}

void WriteSortLink(const PageModel& model, query::Sort sort, std::string_view text, HtmlWriter* html) {
  const bool current = model.query.sort == sort;
  html->Element("a",
                {{"rel", "nofollow"},
                 {"href", model.query.SortedBy(sort).Href()},
                 {"aria-current", current ? OptionalText("true") : std::nullopt}},
                text);
}

void WriteToolbar(const PageModel& model, HtmlWriter* html) {
  html->Open("div", {{"class", "toolbar"}});
  if (model.IsHome()) {
    html->Element("h2", {{"class", "count"}}, model.strings.newest_pages);
  } else {
    html->Element("h1", {{"class", "count"}}, CountText(model));
  }
  if (HasFacetValues(model)) html->Element("a", {{"class", "jump"}, {"href", "#filters"}}, model.strings.filters);
  // Without words there is no relevance: such lists are newest first anyway.
  if (!model.query.text.empty()) {
    html->Open("nav", {{"class", "sort"}, {"aria-label", model.strings.sort_by}});
    WriteSortLink(model, query::Sort::kRelevance, model.strings.by_relevance, html);
    WriteSortLink(model, query::Sort::kDate, model.strings.by_date, html);
    html->Close();
  }
  html->Close();
}

void WriteSuggestion(const PageModel& model, const std::string& suggestion, HtmlWriter* html) {
  const std::string_view text = model.strings.did_you_mean;
  const size_t at = text.find("{}");
  html->Text(text.substr(0, at));
  html->Element("a", {{"rel", "nofollow"}, {"href", model.query.For(suggestion).Href()}}, suggestion);
  if (at != std::string_view::npos) html->Text(text.substr(at + 2));
}

void WriteNotes(const PageModel& model, HtmlWriter* html) {
  const query::SearchResponse& response = model.response;
  if (response.corrected) {
    html->Open("p", {{"class", "note"}});
    WriteAround(model.strings.corrected, "strong", *response.corrected, html);
    html->Close();
  }
  if (response.suggestion) {
    html->Open("p", {{"class", "note"}});
    WriteSuggestion(model, *response.suggestion, html);
    html->Close();
  }
  if (response.match == query::Match::kSome) html->Element("p", {{"class", "note"}}, model.strings.some_words);
  for (const query::Diagnostic& diagnostic : response.diagnostics) {
    html->Element("p", {{"class", "note"}, {"lang", "en"}}, diagnostic.message);
  }
}

void WriteNothing(const PageModel& model, HtmlWriter* html) {
  const Strings& strings = model.strings;
  html->Open("section", {{"class", "message"}});
  if (model.response.total > 0) {
    html->Element("h1", {}, strings.past_end);
    html->Open("p").Element("a", {{"href", model.query.At(0).Href()}}, strings.first_page).Close().Close();
    return;
  }
  html->Open("h1");
  if (model.query.text.empty()) {
    html->Text(strings.nothing_at_all);
  } else {
    WriteAround(strings.nothing, "bdi", model.query.text, html);
  }
  html->Close();
  if (!model.query.text.empty()) {
    html->Open("ul").Element("li", {}, strings.try_spelling).Element("li", {}, strings.try_fewer).Close();
  }
  if (model.query.HasFilters()) {
    html->Open("p").Element("a", {{"href", model.query.WithoutFilters().Href()}}, strings.without_filters).Close();
  }
  html->Close();
  WriteTips(model, html);
}

void WriteError(const PageModel& model, HtmlWriter* html) {
  const bool bad_address = model.error == PageError::kBadAddress;
  html->Open("section", {{"class", "message"}, {"role", "alert"}});
  html->Element("h1", {}, model.strings.failed);
  html->Element("p", {}, bad_address ? model.strings.bad_address : model.strings.unavailable);
  if (bad_address) {
    html->Open("p", {{"lang", "en"}}).Element("code", {}, model.error_detail).Close();
    html->Open("p").Element("a", {{"href", model.query.Href()}}, model.strings.first_page).Close();
  }
  html->Close();
}

void WriteMain(const PageModel& model, HtmlWriter* html) {
  html->Open("main", {{"id", "results"}, {"tabindex", "-1"}});
  if (model.error != PageError::kNone) {
    WriteError(model, html);
  } else {
    WriteChosenFilters(model, html);
    if (model.response.hits.empty()) {
      WriteNotes(model, html);
      WriteNothing(model, html);
    } else {
      WriteToolbar(model, html);
      WriteNotes(model, html);
      WriteHits(model, html);
      WritePaging(model, html);
    }
  }
  html->Close();
}

void WriteFooter(const PageModel& model, HtmlWriter* html) {
  html->Open("footer").Open("nav", {{"class", "width"}, {"aria-label", model.strings.page_language}});
  for (const Strings& other : AllStrings()) {
    const bool current = &other == &model.strings;
    html->Element("a",
                  {{"lang", other.code},
                   {"hreflang", other.code},
                   {"href", model.query.InLanguage(other.code).Href()},
                   {"aria-current", current ? OptionalText("true") : std::nullopt}},
                  other.name);
  }
  html->Close().Close();
}

}  // namespace

std::string RenderPage(const PageModel& model) {
  HtmlWriter html;
  html.Open("html", {{"lang", model.strings.code}});
  WriteHead(model, &html);
  html.Open("body", {{"class", model.IsHome() ? OptionalText("home") : std::nullopt}});
  WriteHeader(model, &html);
  html.Open("div", {{"class", "width columns"}});
  WriteMain(model, &html);
  WriteFacets(model, &html);
  html.Close();
  WriteFooter(model, &html);
  return "<!doctype html>\n" + html.Take() + "\n";
}

}  // namespace sou::web
