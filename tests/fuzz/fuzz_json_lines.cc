// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a file of JSON Lines. Each page that is read is written as a line and read again.
#include <sys/mman.h>
#include <unistd.h>

#include <set>
#include <string>
#include <vector>

#include "indexer/source/jsonl/page_json.h"
#include "indexer/source/jsonl/site.h"
#include "tests/fuzz/source_laws.h"

namespace sou::indexer {
namespace {

void CheckPage(const Page& page) {
  fuzz::Law(!page.path.empty() && page.path.find('\n') == std::string::npos, "a page has a path of one line");
  fuzz::Law(page.url.starts_with('/') && !page.url.starts_with("//"), "a page's address is a path of the host");
  for (const char c : page.url) fuzz::Law(c > 0x20 && c < 0x7F, "a page's address is encoded");
  fuzz::Law(!page.title.empty(), "a page has a title");
  for (const std::string* text : {&page.path, &page.title, &page.subtitle, &page.description, &page.summary,
                                  &page.section, &page.translation_key}) {
    fuzz::Law(fuzz::IsUtf8(*text), "texts are UTF-8");
  }
  fuzz::CheckBody({page.body, page.headings, page.code_blocks, page.image_alts});
}

void CheckThereAndBack(const Page& page) {
  const std::string line = PageToJson(page);
  const Place place = {"again.jsonl", 1, 0};
  std::vector<Warning> warnings;
  const Result<Value> fields = ParseJson(line, {place.path, place.line}, &warnings);
  if (!fields.ok()) return;  // more headings than a line may have
  const Result<JsonPage> again = PageFromJson(*fields, {.place = place}, &warnings);
  fuzz::Law(again.ok(), "a page that was written can be read");
  fuzz::Law(PageToJson(again->page) == line, "a page comes back as it was");
}

void CheckFile(const std::string& path, uint32_t lines) {
  const Result<std::unique_ptr<SiteSource>> site = OpenJsonLines(path, {});
  if (!site.ok()) return fuzz::CheckError(site.error(), path, lines);
  fuzz::CheckWarnings((*site)->SiteWarnings(), path, lines);
  const Result<Listing> listing = (*site)->List();
  for (const Error& error : listing->skipped) fuzz::CheckError(error, path, lines);
  std::set<std::string> paths;
  for (const SourceFile& file : listing->files) {
    fuzz::Law(paths.insert(file.path).second, "each path is there once");
    const ReadOutcome outcome = (*site)->Read(file);
    fuzz::CheckWarnings(outcome.warnings, path, lines);
    fuzz::Law(outcome.page.has_value() + outcome.skipped.has_value() + outcome.left_out.has_value() == 1,
              "a line is one of page, skipped, left out");
    if (outcome.skipped) fuzz::CheckError(*outcome.skipped, path, lines);
    if (!outcome.page) continue;
    fuzz::Law(outcome.page->path == file.path, "a page has the path it was listed by");
    CheckPage(*outcome.page);
    CheckThereAndBack(*outcome.page);
  }
}

}  // namespace
}  // namespace sou::indexer

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int fd = ::memfd_create("lines", 0);
  sou::fuzz::Law(fd >= 0 && ::write(fd, data, size) == static_cast<ssize_t>(size), "a file in memory can be written");
  sou::indexer::CheckFile("/proc/self/fd/" + std::to_string(fd), sou::fuzz::CountLines(sou::fuzz::AsText(data, size)));
  ::close(fd);
  return 0;
}
