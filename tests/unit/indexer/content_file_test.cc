// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/content_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_support::RowName;

struct BadCase {
  const char* name;
  std::string bytes;
  const char* message;
  uint32_t line;
  uint32_t column;
};

void PrintTo(const BadCase& row, std::ostream* out) { *out << row.name; }

class BadBytes : public testing::TestWithParam<BadCase> {};

TEST_P(BadBytes, AreRefusedWithTheirPlace) {
  const Result<std::string> text = CheckText(GetParam().bytes, "a.md");
  ASSERT_FALSE(text.ok());
  EXPECT_THAT(text.error().message, HasSubstr(GetParam().message));
  EXPECT_EQ(text.error().place, (Place{"a.md", GetParam().line, GetParam().column}));
}

// "湖边的茶馆每天早上开门" and more, in GBK.
const std::string kGbk =
    "title\n"
    "\xBA\xFE\xB1\xDF\xB5\xC4\xB2\xE8\xB9\xDD\xC3\xBF\xCC\xEC\xD4\xE7\xC9\xCF\xBF\xAA\xC3\xC5\xA3\xAC"
    "\xBA\xFE\xB1\xDF\xB5\xC4\xB2\xE8\xB9\xDD\xC3\xBF\xCC\xEC\xD4\xE7\xC9\xCF\xBF\xAA\xC3\xC5\xA1\xA3\n";

INSTANTIATE_TEST_SUITE_P(
    Rows, BadBytes,
    testing::Values(BadCase{"empty", "", "empty", 0, 0}, BadCase{"blank", " \r\n\t\n", "empty", 0, 0},
                    BadCase{"only_a_mark", "\xEF\xBB\xBF", "empty", 0, 0},
                    BadCase{"nul", std::string("ab\nc\0d", 6) + std::string(100, 'x'), "a NUL byte", 2, 2},
                    BadCase{"utf16_mark",
                            std::string("\xFF\xFE"
                                        "a\0b\0",
                                        6),
                            "looks like UTF-16; save it as UTF-8", 1, 1},
                    BadCase{"utf16_without_mark", std::string("a\0b\0c\0", 6), "looks like UTF-16", 1, 1},
                    BadCase{"utf8", "湖\n边 \xE6\xB9 x", "invalid UTF-8", 2, 5},
                    BadCase{"surrogate", "湖边 \xED\xA0\xBC", "invalid UTF-8", 1, 8},
                    BadCase{"gbk", kGbk, "invalid UTF-8 (looks like GB18030); convert it: iconv -f GB18030 -t UTF-8", 2,
                            1}),
    RowName<BadCase>);

TEST(CheckText, DamagedUtf8IsNotTakenForAnotherEncoding) {
  EXPECT_EQ(CheckText("湖边的茶馆 \xFF", "a.md").error().message, "invalid UTF-8");
}

TEST(CheckText, TakesTheMarkAndOldLineEndsAway) {
  EXPECT_EQ(CheckText("\xEF\xBB\xBFtext\n", "a.md").value(), "text\n");
  EXPECT_EQ(CheckText("a\rb\r", "a.md").value(), "a\nb\n");
  EXPECT_EQ(CheckText("a\r\nb\rc", "a.md").value(), "a\r\nb\rc");
}

TEST(ReadTextFile, ReadsUpToTheLimit) {
  const testing_support::TestFolder folder;
  folder.Write("a.md", "12345");
  EXPECT_EQ(ReadTextFile(folder.path(), "a.md", 5).value(), "12345");
  const Error large = ReadTextFile(folder.path(), "a.md", 4).error();
  EXPECT_EQ(large.code, ErrorCode::kLimit);
  EXPECT_THAT(large.message, HasSubstr("max_file_bytes"));
  EXPECT_EQ(large.place.path, "a.md");
  EXPECT_EQ(ReadTextFile(folder.path(), "b.md", 4).error().code, ErrorCode::kNotFound);
}

TEST(PageId, IsStableAndOfSixteenDigits) {
  EXPECT_EQ(PageId(""), "2d06800538d394c2");  // XXH3's published value for no input
  EXPECT_THAT(PageId("posts/a.md"), testing::MatchesRegex("[0-9a-f]{16}"));
  EXPECT_NE(PageId("posts/a.md"), PageId("posts/b.md"));
}

ContentOptions OptionsFor(const std::string& path) {
  ContentOptions options;
  options.meta.path = path;
  options.tags = TemplateTags::kHugo;
  return options;
}

Page PageOf(std::string_view text, const std::string& path = "a.md") {
  std::vector<Warning> warnings;
  Result<Content> content = ReadContent(text, OptionsFor(path), nullptr, &warnings);
  Page page;
  if (content.ok()) FillPage(std::move(*content), "Fallback", &page);
  return page;
}

TEST(FillPage, TitleComesFromFrontMatterHeadingOrName) {
  EXPECT_EQ(PageOf("---\ntitle: A\n---\n# B\n").title, "A");
  EXPECT_EQ(PageOf("## C\n\n# B\n").title, "B");
  EXPECT_EQ(PageOf("### C\n\n## B\n").title, "C");
  EXPECT_EQ(PageOf("text\n").title, "Fallback");
}

TEST(FillPage, HeadingThatIsTheTitleStays) {
  const Page page = PageOf("# B\n\ntext\n");
  EXPECT_EQ(page.body, "B\ntext");
  EXPECT_THAT(page.headings, ElementsAre(Heading{1, "B", "b", 0}));
}

TEST(ReadContent, ReadsHtmlByItsExtension) {
  EXPECT_EQ(PageOf("---\ntitle: A\n---\n<p>*x*</p>", "a.html").body, "*x*");
  EXPECT_EQ(PageOf("---\ntitle: A\n---\n<b>x</b> *y*", "a.md").body, "x y");
}

TEST(ReadContent, AltTextsOfImagesAndShortcodesStandTogether) {
  EXPECT_THAT(PageOf("![a](x)\n\n{{< img alt=\"b\" >}}\n{{< img alt=\"a\" >}}\n").image_alts, ElementsAre("a", "b"));
}

TEST(ReadContent, WarningsHaveLinesOfTheFile) {
  std::vector<Warning> warnings;
  const Result<Content> content =
      ReadContent("---\ntitle: A\ntags: {a: b}\n---\n\n{{< x", OptionsFor("a.md"), nullptr, &warnings);
  ASSERT_TRUE(content.ok());
  ASSERT_EQ(warnings.size(), 2U);
  EXPECT_EQ(warnings[0].place, (Place{"a.md", 3, 0}));
  EXPECT_EQ(warnings[1].place, (Place{"a.md", 6, 0}));
}

struct DividerCase {
  const char* name;
  const char* path;
  const char* text;
  const char* summary;
  const char* body;
};

void PrintTo(const DividerCase& row, std::ostream* out) { *out << row.name; }

class SummaryDivider : public testing::TestWithParam<DividerCase> {};

TEST_P(SummaryDivider, EndsTheSummaryAndVanishes) {
  std::vector<Warning> warnings;
  ContentOptions options;
  options.meta.path = GetParam().path;
  options.summary_dividers = {"<!--more-->", "@more@"};
  const Result<Content> content = ReadContent(GetParam().text, options, nullptr, &warnings);
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->meta.summary, GetParam().summary);
  EXPECT_EQ(content->body.text, GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(
    All, SummaryDivider,
    testing::Values(
        DividerCase{"on_its_line", "a.md", "湖边\n*散步*\n\n<!--more-->\n茶馆\n", "湖边散步", "湖边散步\n茶馆"},
        DividerCase{"in_a_line", "a.md", "one<!--more-->two", "one", "one\ntwo"},
        DividerCase{"first_counts", "a.md", "1\n@more@\n2\n<!--more-->\n3\n", "1", "1\n2\n3"},
        DividerCase{"front_matter_wins", "a.md", "---\nsummary: S\n---\n1\n<!--more-->\n2\n", "S", "1\n2"},
        DividerCase{"html", "a.html", "<p>one <b>two</b></p><!--more--><p>three</p>", "one two", "one two\nthree"},
        DividerCase{"nothing_before", "a.md", "<!--more-->\nx\n", "", "x"},
        DividerCase{"none", "a.md", "x <!-- more --> y\n", "", "x y"}),
    RowName<DividerCase>);

TEST(ReadContent, LongSummaryBeforeItIsCut) {
  std::vector<Warning> warnings;
  ContentOptions options;
  options.meta.path = "a.md";
  options.summary_dividers = {"@"};
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "茶";
  const Result<Content> content = ReadContent(text + "@x", options, nullptr, &warnings);
  ASSERT_TRUE(content.ok());
  EXPECT_EQ(content->meta.summary.size(), 1998U);  // 666 whole characters
}

TEST(WhyUnpublished, GoesByDatesAndFlags) {
  SourceOptions options;
  options.now = *ParseTimestamp("2026-11-01");
  PageMeta meta;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), std::nullopt);
  meta.publish_date = ParseTimestamp("2099-01-01");
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), "in the future (2099-01-01)");
  options.future = true;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), std::nullopt);
  meta.expiry_date = ParseTimestamp("2020-01-01");
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), "expired (2020-01-01)");
  options.expired = true;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), std::nullopt);
  meta.draft = true;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), "draft");
  options.drafts = true;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), std::nullopt);
  meta.unrendered = true;
  EXPECT_EQ(WhyUnpublished(meta, Publishing(options)), "build.render is never");
}

TEST(ContentPaths, AreToldByExtension) {
  EXPECT_TRUE(IsMarkdownPath("a/b.md") && IsMarkdownPath("A.MD") && IsMarkdownPath("a.markdown") &&
              IsMarkdownPath("a.mdown"));
  EXPECT_FALSE(IsMarkdownPath("a.mdx") || IsMarkdownPath("md") || IsMarkdownPath("a.md.txt"));
  EXPECT_TRUE(IsHtmlPath("a.html") && IsHtmlPath("a.HTM"));
  EXPECT_FALSE(IsHtmlPath("a.xhtml"));
}

}  // namespace
}  // namespace sou::indexer
