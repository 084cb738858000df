// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole sites through OpenSite: how a kind is recognised, the sample site against the addresses that Hugo printed, and
// broken files against what tests/data/README.md says of each.
#include "indexer/source/site_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "common/text/utf8.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

SourceOptions Options(std::string kind = "") {
  SourceOptions options;
  options.kind = std::move(kind);
  options.now = *ParseTimestamp("2026-11-01T00:00:00Z");
  return options;
}

std::string KindOf(const std::filesystem::path& root) {
  const Result<std::unique_ptr<SiteSource>> site = OpenSite(root, Options());
  return site.ok() ? std::string((*site)->Kind()) : site.error().ToString();
}

TEST(OpenSite, RecognisesTheKind) {
  const testing_support::TestFolder folder;
  folder.Write("content/a.md", "x");
  EXPECT_EQ(KindOf(folder.path()), "markdown");
  folder.Write("config.toml", "base_url = 'https://example.org'\n");  // Zola's
  EXPECT_EQ(KindOf(folder.path()), "markdown");
  folder.Write("_index.md", "x");
  EXPECT_EQ(KindOf(folder.path()), "markdown");
  folder.Write("hugo.toml", "");
  EXPECT_EQ(KindOf(folder.path()), "hugo");
}

TEST(OpenSite, KindMayBeGiven) {
  const testing_support::TestFolder folder;
  folder.Write("hugo.toml", "");
  folder.Write("content/a.md", "x");
  EXPECT_EQ(OpenSite(folder.path(), Options("markdown")).value()->Kind(), "markdown");
  EXPECT_EQ(OpenSite(folder.path(), Options("hugo")).value()->Kind(), "hugo");
  const Error error = OpenSite(folder.path(), Options("gopher")).error();
  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error.message, "unknown kind of site 'gopher'; the kinds are: hugo, jekyll, hexo, markdown, html, jsonl");
}

TEST(OpenSite, NeedsAFolderWithContent) {
  const testing_support::TestFolder folder;
  EXPECT_EQ(OpenSite(folder.path() / "none", Options()).error().code, ErrorCode::kNotFound);
  const auto list = [&] { return ListSite(**OpenSite(folder.path(), Options()), folder.path()); };
  EXPECT_THAT(list().error().message, HasSubstr("no content found in"));
  folder.Write("a.txt", "x");
  EXPECT_THAT(list().error().message, HasSubstr("no content found in"));
  folder.Write("a.md", "# x\n");
  EXPECT_TRUE(list().ok());
  EXPECT_THAT(OpenSite(folder.path() / "a.txt", Options()).error().message, HasSubstr("not a folder"));
}

struct Everything {
  std::map<std::string, Page> pages;
  std::map<std::string, Error> skipped;
  std::map<std::string, std::string> left_out;
  std::map<std::string, std::vector<Warning>> warnings;
};

Everything ReadAll(const std::string& root) {
  Everything all;
  const Result<std::unique_ptr<SiteSource>> site = OpenSite(root, Options());
  EXPECT_TRUE(site.ok());
  if (!site.ok()) return all;
  const Result<Listing> listing = (*site)->List();
  for (const LeftOut& left_out : listing->left_out) all.left_out[left_out.path] = left_out.reason;
  for (const SourceFile& file : listing->files) {
    ReadOutcome outcome = (*site)->Read(file);
    if (outcome.page) all.pages[file.path] = *outcome.page;
    if (outcome.skipped) all.skipped[file.path] = *outcome.skipped;
    if (outcome.left_out) all.left_out[file.path] = *outcome.left_out;
    all.warnings[file.path] = outcome.warnings;
  }
  return all;
}

std::string AllText(const Page& page) {
  std::string text =
      page.title + "\n" + page.subtitle + "\n" + page.description + "\n" + page.summary + "\n" + page.body;
  for (const auto* list : {&page.tags, &page.categories, &page.authors, &page.image_alts, &page.extra}) {
    for (const std::string& item : *list) text += "\n" + item;
  }
  for (const Heading& heading : page.headings) text += "\n" + heading.text + "\n" + heading.anchor;
  return text;
}

// What page.h promises of every page.
void CheckPage(const Page& page) {
  EXPECT_FALSE(text::FindInvalidUtf8(AllText(page)).has_value()) << page.path;
  EXPECT_FALSE(page.title.empty()) << page.path;
  EXPECT_TRUE(page.url.starts_with('/')) << page.path;
  for (const Heading& heading : page.headings) {
    EXPECT_EQ(page.body.substr(heading.offset, heading.text.size()), heading.text) << page.path;
  }
  uint32_t last = 0;
  for (const CodeBlock& code : page.code_blocks) {
    EXPECT_TRUE(last <= code.begin && code.begin < code.end && code.end <= page.body.size()) << page.path;
    last = code.end;
  }
}

std::string PercentDecoded(const std::string& url) {
  std::string out;
  for (size_t i = 0; i < url.size(); ++i) {
    if (url[i] == '%' && i + 2 < url.size()) {
      out += static_cast<char>(std::stoi(url.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += url[i];
    }
  }
  return out;
}

TEST(SampleSite, HasTheAddressesThatHugoPrinted) {
  const std::map<std::string, std::string> kTagOf = {{"zh", "zh-Hans"}, {"zh-tw", "zh-Hant"}};
  const Everything site = ReadAll(SOU_TEST_DATA "/site");
  std::ifstream table(SOU_TEST_DATA "/site_urls.tsv");
  ASSERT_TRUE(table.is_open());
  size_t rows = 0;
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::string path;
    std::string language;
    std::string url;
    std::getline(fields, path, '\t');
    std::getline(fields, language, '\t');
    std::getline(fields, url, '\t');
    ++rows;
    // Published, but on no list: left out by our rule, not by Hugo's.
    if (path == "content/secret-menu.md") continue;
    const auto page = site.pages.find(path);
    ASSERT_NE(page, site.pages.end()) << path;
    EXPECT_EQ(PercentDecoded(page->second.url), url) << path;
    EXPECT_EQ(page->second.language_tag, kTagOf.contains(language) ? kTagOf.at(language) : language) << path;
    CheckPage(page->second);
  }
  EXPECT_GE(rows, 70U);
}

TEST(SampleSite, HoldsWhatReadersSeeAndNothingElse) {
  const Everything site = ReadAll(SOU_TEST_DATA "/site");
  std::string all;
  for (const auto& [path, page] : site.pages) all += AllText(page) + "\n";
  for (const char* hidden : {"marmalade-giraffe", "velvetotter", "copperdandelion", "pomelolantern", "gherkinsonata",
                             "未熟的枇杷", "chronolilac", "turnipcarousel", "quokka", "蜥蜴西装", "Archetype marker"}) {
    EXPECT_EQ(all.find(hidden), std::string::npos) << hidden;
  }
  EXPECT_NE(all.find("琉璃算盘"), std::string::npos);
  EXPECT_THAT(site.skipped, IsEmpty());
}

struct BrokenCase {
  const char* file;
  const char* message;  // part of the reason it is skipped for; "" if it is indexed
  uint32_t line;        // of the reason, or of a warning; 0 for none
  uint32_t column;      // 0 if the table in the README names none
  const char* word;     // is in the page's text if it is indexed; "" for none
};

void PrintTo(const BrokenCase& row, std::ostream* out) { *out << row.file; }

class BrokenFile : public testing::TestWithParam<BrokenCase> {
 protected:
  static const Everything& All() {
    static const Everything all = ReadAll(SOU_TEST_DATA "/broken");
    return all;
  }
};

TEST_P(BrokenFile, IsSkippedOrIndexedAsTheReadmeSays) {
  const BrokenCase& row = GetParam();
  const std::string path = std::string(row.file) + ".md";
  if (std::string_view(row.message).empty()) {
    ASSERT_TRUE(All().pages.contains(path))
        << (All().skipped.contains(path) ? All().skipped.at(path).ToString() : "left out");
    const Page& page = All().pages.at(path);
    CheckPage(page);
    EXPECT_THAT(AllText(page), HasSubstr(row.word));
    std::set<uint32_t> lines;
    for (const Warning& warning : All().warnings.at(path)) lines.insert(warning.place.line);
    EXPECT_EQ(lines.empty(), row.line == 0);
    if (!lines.empty()) {
      EXPECT_EQ(*lines.begin(), row.line);
    }
  } else {
    ASSERT_TRUE(All().skipped.contains(path));
    const Error& error = All().skipped.at(path);
    EXPECT_THAT(error.message, HasSubstr(row.message));
    EXPECT_EQ(error.place.path, path);
    EXPECT_EQ(error.place.line, row.line);
    if (row.column > 0) {
      EXPECT_EQ(error.place.column, row.column);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Skipped, BrokenFile,
    testing::Values(
        BrokenCase{"bad-yaml", "not valid YAML", 4, 0, ""}, BrokenCase{"bad-toml", "not valid TOML", 4, 0, ""},
        BrokenCase{"bad-json", "not valid JSON", 4, 0, ""},
        BrokenCase{"unclosed-front-matter", "opened with --- on line 1 is never closed", 1, 0, ""},
        BrokenCase{"invalid-utf8", "invalid UTF-8", 10, 22, ""}, BrokenCase{"surrogates", "invalid UTF-8", 6, 41, ""},
        BrokenCase{"gbk", "iconv -f GB18030 -t UTF-8", 2, 9, ""},
        BrokenCase{"latin1", "iconv -f ISO-8859-1", 2, 12, ""}, BrokenCase{"utf16", "looks like UTF-16", 1, 1, ""},
        BrokenCase{"utf16be", "looks like UTF-16", 1, 1, ""}, BrokenCase{"nul-bytes", "NUL byte", 7, 0, ""},
        BrokenCase{"empty", "empty", 0, 0, ""}, BrokenCase{"blank", "empty", 0, 0, ""},
        BrokenCase{"scalar-front-matter", "must be 'key: value' lines", 2, 0, ""},
        BrokenCase{"yaml-alias-bomb", "more than 100000 values", 9, 0, ""},
        BrokenCase{"yaml-self-reference", "the list or map it stands in", 4, 0, ""},
        BrokenCase{"yaml-unknown-alias", "has no anchor", 4, 0, ""},
        BrokenCase{"yaml-deep-nesting", "nested deeper", 4, 0, ""},
        BrokenCase{"json-deep-nesting", "nested deeper", 4, 0, ""},
        BrokenCase{"yaml-tab-indent", "not valid YAML", 5, 0, ""},
        BrokenCase{"control-characters", "control character", 2, 0, ""}),
    [](const testing::TestParamInfo<BrokenCase>& row) {
      std::string name = row.param.file;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

INSTANTIATE_TEST_SUITE_P(
    Indexed, BrokenFile,
    testing::Values(
        BrokenCase{"good", "", 0, 0, "lighthouse keeper"}, BrokenCase{"only-front-matter", "", 0, 0, ""},
        BrokenCase{"empty-front-matter", "", 0, 0, "bracken"},
        BrokenCase{"control-characters-body", "", 0, 0, "bracken"}, BrokenCase{"deep-nesting", "", 0, 0, "bracken"},
        BrokenCase{"date-nonsense", "", 3, 0, "brackenclock"}, BrokenCase{"title-is-a-list", "", 2, 0, "brackenlabel"},
        BrokenCase{"tags-are-a-map", "", 4, 0, "bracken"}, BrokenCase{"tags-mixed", "", 4, 0, "brackenhamper"},
        BrokenCase{"draft-is-text", "", 4, 0, "bracken"}, BrokenCase{"bigimg-wrong-shape", "", 4, 0, "brackenframe"},
        BrokenCase{"unclosed-shortcode", "", 8, 0, "brackenpunch"},
        BrokenCase{"unclosed-code-fence", "", 0, 0, "brackenhedge"},
        BrokenCase{"unclosed-html", "", 0, 0, "brackencurtain"},
        BrokenCase{"unclosed-script", "", 0, 0, "brackenstage"}, BrokenCase{"bare-equals", "", 4, 0, "bracken"},
        BrokenCase{"odd-keys", "", 4, 0, "brackenpadlock"}, BrokenCase{"duplicate-keys", "", 5, 0, "The second title"},
        BrokenCase{"old-mac-line-ends", "", 0, 0, "brackentyper"}, BrokenCase{"mixed-line-ends", "", 0, 0, "bracken"},
        BrokenCase{"no-final-newline", "", 0, 0, "bracken"}, BrokenCase{"title-with-markup", "", 0, 0, "brackenescape"},
        BrokenCase{"bidi-title", "", 0, 0, "bracken"}, BrokenCase{"url-out-of-site", "", 4, 0, "brackencompass"},
        BrokenCase{"url-javascript", "", 4, 0, "brackensextant"}, BrokenCase{"reference-loop", "", 0, 0, "bracken"},
        BrokenCase{"combining-marks", "", 0, 0, "bracken"}),
    [](const testing::TestParamInfo<BrokenCase>& row) {
      std::string name = row.param.file;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST_F(BrokenFile, EveryFileIsInATable) { EXPECT_EQ(All().pages.size() + All().skipped.size(), 48U); }

TEST_F(BrokenFile, WhatIsHiddenStaysHidden) {
  EXPECT_EQ(All().pages.at("unclosed-html.md").body.find("brackenshutter"), std::string::npos);
  EXPECT_EQ(All().pages.at("unclosed-script.md").body.find("brackenprompter"), std::string::npos);
  for (const auto& [path, page] : All().pages) {
    EXPECT_EQ(AllText(page).find_first_of("\x07\x08\x0B\x0C\x1B\x7F"), std::string::npos) << path;
    EXPECT_EQ(AllText(page).find("\u202E"), std::string::npos) << path;
    EXPECT_EQ(page.url.find(".."), std::string::npos) << path;
    EXPECT_EQ(page.url.find("javascript"), page.path.find("javascript") == std::string::npos ? std::string::npos : 5U)
        << path;
  }
}

TEST_F(BrokenFile, RepairsAreTheOnesPromised) {
  EXPECT_EQ(All().pages.at("title-is-a-list.md").title, "Heading in place of a title");
  EXPECT_THAT(All().pages.at("tags-mixed.md").tags, testing::ElementsAre("plain", "2024", "3.5", "true", "spaced"));
  EXPECT_THAT(All().pages.at("tags-are-a-map.md").tags, IsEmpty());
  EXPECT_THAT(All().pages.at("tags-are-a-map.md").categories, testing::ElementsAre("12"));
  EXPECT_FALSE(All().pages.at("date-nonsense.md").date.has_value());
  EXPECT_EQ(All().pages.at("old-mac-line-ends.md").title, "Carriage returns only");
  EXPECT_EQ(All().pages.at("old-mac-line-ends.md").headings.size(), 1U);
}

}  // namespace
}  // namespace sou::indexer
