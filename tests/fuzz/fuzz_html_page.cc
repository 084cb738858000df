// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a page of built HTML.
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/html/page_reader.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

const std::string kPath = "a.html";

void CheckTexts(const HtmlPage& page) {
  for (const std::string* text : {&page.meta.title, &page.meta.description, &page.meta.language, &page.site_name,
                                  &page.head_title, &page.section, &page.canonical, &page.refresh}) {
    fuzz::Law(fuzz::IsUtf8(*text), "what a page says is UTF-8");
    fuzz::Law(text->find('\n') == std::string::npos, "what a page says is one line");
  }
  for (const auto* list : {&page.meta.tags, &page.meta.categories, &page.meta.authors, &page.alternates}) {
    for (const std::string& text : *list) fuzz::Law(fuzz::IsUtf8(text) && !text.empty(), "items of lists are UTF-8");
  }
}

void CheckTitle(const HtmlPage& page) {
  const std::string cut = CutSiteName(page.head_title, {page.meta.title, page.site_name});
  fuzz::Law(page.head_title.find(cut) != std::string::npos, "a title without the site's name is a part of it");
  fuzz::Law(cut.empty() == page.head_title.empty(), "something is left of a title");
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sou;
  const std::string html = text::RepairUtf8(fuzz::AsText(data, size));
  const uint32_t lines = fuzz::CountLines(html);
  std::vector<indexer::Warning> warnings;
  Result<indexer::HtmlPage> page = indexer::ReadHtmlPage(html, indexer::kPath, &warnings);
  fuzz::CheckWarnings(warnings, indexer::kPath, lines);
  if (!page.ok()) {
    fuzz::CheckError(page.error(), indexer::kPath, lines);
    return 0;
  }
  fuzz::CheckBody(page->body);
  indexer::CheckTexts(*page);
  indexer::CheckTitle(*page);
  while (!page->body.headings.empty()) {
    indexer::DropHeading(page->body.headings.size() / 2, &page->body);
    fuzz::CheckBody(page->body);
  }
  return 0;
}
