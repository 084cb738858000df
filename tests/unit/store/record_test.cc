// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/record.h"

#include <gtest/gtest.h>

namespace sou::store {
namespace {

Page FullPage() {
  Page page;
  page.id = "0123456789abcdef";
  page.path = "content/posts/a/index.zh.md";
  page.url = "/zh/posts/a/";
  page.title = "标题";
  page.subtitle = "副标题";
  page.description = "描述";
  page.summary = "摘要";
  page.date = Timestamp{1533958656, 480};
  page.lastmod = Timestamp{-1, -330};
  page.language = "zh";
  page.language_tag = "zh-Hans";
  page.translation_key = "a";
  page.tags = {"云原生", "cloud native"};
  page.categories = {"技术"};
  page.section = "posts";
  page.authors = {"某人"};
  page.draft = true;
  page.aliases = {"/old/", "/旧/"};
  page.language_from = LanguageFrom::kPage;
  page.body = "一\n二\n三 code";
  page.headings = {{2, "二", "二", 4}};
  page.code_blocks = {{12, 16, "go"}};
  page.image_alts = {"图"};
  page.extra = {"别的"};
  return page;
}

TEST(Record, KeepsEveryField) {
  for (const Page& page : {FullPage(), Page()}) {
    const Result<Page> read = DecodePage(EncodePage(page));
    ASSERT_TRUE(read.ok()) << read.error().ToString();
    EXPECT_EQ(*read, page);
  }
}

// Index files are outside bytes, too: a damaged record is an error, never a crash or an offset outside the text.
TEST(Record, DamageIsAnError) {
  const std::string record = EncodePage(FullPage());
  // What is cut off the body nobody can tell, but its headings then lie outside.
  const size_t fields = record.size() - FullPage().body.size();
  for (size_t size = 0; size < fields; ++size) EXPECT_FALSE(DecodePage(record.substr(0, size)).ok()) << size;
  EXPECT_FALSE(DecodePage(record.substr(0, record.size() - 1)).ok());
  for (size_t at = 0; at < record.size(); ++at) {
    for (const int bit : {1, 16, 128}) {
      std::string damaged = record;
      damaged[at] = static_cast<char>(damaged[at] ^ bit);
      const Result<Page> page = DecodePage(damaged);
      if (!page.ok()) {
        EXPECT_EQ(page.error().code, ErrorCode::kCorrupt);
        continue;
      }
      for (const Heading& heading : page->headings) EXPECT_LE(heading.offset, page->body.size());
      for (const CodeBlock& code : page->code_blocks) EXPECT_LE(code.end, page->body.size());
    }
  }
}

TEST(Record, BytesThatNoPageHasAreRefused) {
  const auto record = [](const std::string& fields) {
    return std::string{static_cast<char>(fields.size() & 0xFF), static_cast<char>(fields.size() >> 8 & 0xFF),
                       static_cast<char>(fields.size() >> 16 & 0xFF), '\0'} +
           fields;
  };
  const std::string empty = EncodePage(Page()).substr(4);
  EXPECT_TRUE(DecodePage(record(empty)).ok()) << "so the cases below fail for what is in them";
  EXPECT_FALSE(DecodePage(record(empty + '\0')).ok()) << "something behind the fields";
  EXPECT_FALSE(DecodePage(record(std::string(1'000'000, '\xFF'))).ok()) << "a number without an end";
  EXPECT_FALSE(DecodePage(record(std::string(1'000'000, '\x7F'))).ok()) << "a list longer than the bytes";
}

}  // namespace
}  // namespace sou::store
