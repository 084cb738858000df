// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

class JsonLinesTest : public testing::Test {
 protected:
  JsonLinesTest() { options_.now = *ParseTimestamp("2026-11-01"); }

  Result<std::unique_ptr<SiteSource>> Open(const std::string& text, const std::string& name = "pages.jsonl") {
    folder_.Write(name, text);
    return OpenSite(folder_.path() / name, options_);
  }

  // Opens the text; what List and Read say of each path or line.
  std::map<std::string, std::string> Outcomes(const std::string& text) {
    std::map<std::string, std::string> said;
    const auto site = Open(text);
    if (!site.ok()) return {{"error", site.error().message}};
    const Result<Listing> listing = ListSite(**site, folder_.path());
    if (!listing.ok()) return {{"error", listing.error().message}};
    for (const Error& error : listing->skipped) said["line " + std::to_string(error.place.line)] = error.message;
    for (const SourceFile& file : listing->files) {
      const ReadOutcome outcome = (*site)->Read(file);
      if (outcome.page) said[file.path] = outcome.page->title;
      if (outcome.left_out) said[file.path] = *outcome.left_out;
      if (outcome.skipped) said["line " + std::to_string(outcome.skipped->place.line)] = outcome.skipped->message;
    }
    for (const LeftOut& left_out : listing->left_out) said[left_out.path + " " + left_out.reason] = "";
    return said;
  }

  testing_support::TestFolder folder_;
  SourceOptions options_;
};

TEST_F(JsonLinesTest, IsRecognised) {
  const std::string line = R"({"url": "/a", "title": "茶"})";
  for (const char* name : {"a.jsonl", "b.ndjson", "c.JSON"})
    EXPECT_EQ(Open(line, name).value()->Kind(), "jsonl") << name;
  EXPECT_THAT(Open(line, "a.txt").error().message, HasSubstr("not a folder"));
  options_.kind = "jsonl";
  EXPECT_EQ(Open(line, "a.txt").value()->Kind(), "jsonl");
  EXPECT_THAT(OpenSite(folder_.path(), options_).error().message, HasSubstr("not a file of JSON Lines"));
  options_.kind = "hugo";
  EXPECT_THAT(Open(line).error().message, HasSubstr("not a folder"));
}

TEST_F(JsonLinesTest, ReadsLinesOfEveryKind) {
  EXPECT_EQ(
      Outcomes("\xEF\xBB\xBF{\"url\": \"/a\", \"title\": \"茶\"}\r\n\r\n \t\n{\"url\": \"/b\", \"title\": \"B\"}"),
      (std::map<std::string, std::string>{{"/a", "茶"}, {"/b", "B"}}));
}

TEST_F(JsonLinesTest, BrokenLinesAreSkipped) {
  const auto said = Outcomes(
      "{\"url\": \"/a\", \"title\": \"茶\"}\n{\"url\": \n{\"url\": \"/b\", \"title\": \"\xC0\"}\n{\"title\": \"t\"}\n"
      "{\"url\": \"/c\"}\n{\"url\": \"/d\", \"title\": \"t\"} x\n{\"url\": \"/e\", \"a\": " +
      std::string(100'000, '[') + "\n");
  EXPECT_EQ(said.at("/a"), "茶");
  EXPECT_THAT(said.at("line 2"), HasSubstr("not valid JSON"));
  EXPECT_THAT(said.at("line 3"), HasSubstr("invalid UTF-8"));
  EXPECT_THAT(said.at("line 4"), HasSubstr("needs a url"));
  EXPECT_THAT(said.at("line 5"), HasSubstr("needs a title or a body"));
  EXPECT_THAT(said.at("line 6"), HasSubstr("not valid JSON"));
  EXPECT_TRUE(said.contains("line 7"));
  EXPECT_EQ(said.size(), 7U);
}

TEST_F(JsonLinesTest, LongLinesAreSkipped) {
  options_.max_file_bytes = 40;
  const auto said = Outcomes("{\"url\": \"/a\", \"title\": \"" + std::string(3 << 20, 'x') +
                             "\"}\n{\"url\": \"/b\", \"title\": \"B\"}\n");
  EXPECT_EQ(said.at("/b"), "B");
  EXPECT_THAT(said.at("line 1"), HasSubstr("more than the limit of 40 (max_file_bytes)"));
}

TEST_F(JsonLinesTest, TheLastLineOfAPathCounts) {
  EXPECT_EQ(
      Outcomes("{\"url\": \"/a\", \"title\": \"1\"}\n{\"url\": \"/x\", \"path\": \"/a\", \"title\": \"2\"}\n"
               "{\"url\": \"https://example.org/a\", \"title\": \"3\"}\n"),
      (std::map<std::string, std::string>{
          {"/a", "3"}, {"/a replaced by a later line (1 by 2)", ""}, {"/a replaced by a later line (2 by 3)", ""}}));
}

TEST_F(JsonLinesTest, WhatIsNotPublishedIsLeftOut) {
  options_.exclude = {"/private/**"};
  EXPECT_EQ(Outcomes("{\"url\": \"/a\", \"title\": \"t\", \"draft\": true}\n"
                     "{\"url\": \"/b\", \"title\": \"t\", \"publish_date\": \"2027-01-01\"}\n"
                     "{\"url\": \"/c\", \"title\": \"t\", \"expiry_date\": \"2020-01-01\"}\n"
                     "{\"url\": \"/d\", \"title\": \"t\", \"noindex\": true}\n")
                .size(),
            4U);
  options_.drafts = options_.future = options_.expired = true;
  EXPECT_EQ(Outcomes("{\"url\": \"/a\", \"title\": \"A\", \"draft\": true}\n")["/a"], "A");
}

TEST_F(JsonLinesTest, UnknownFieldsAreNamedOnce) {
  const auto site = Open(R"({"url": "/a", "titel": "x", "title": "t", "views": 3}
{"url": "/b", "titel": "x", "title": "t", "views": 4}
)");
  EXPECT_THAT((*site)->SiteWarnings(),
              ElementsAre(Field(&Warning::message, "the field 'titel' is not known and ignored; did you mean 'title'?"),
                          Field(&Warning::message, "the field 'views' is not known and ignored")));
  EXPECT_EQ((*site)->SiteWarnings()[0].place.line, 1U);
}

TEST_F(JsonLinesTest, WholeDocumentsAreRefused) {
  EXPECT_THAT(Outcomes("[\n{\"url\": \"/a\"}]\n")["error"], HasSubstr("jq -c '.[]'"));
  EXPECT_THAT(Outcomes("\n{\n\"url\": \"/a\"}\n")["error"], HasSubstr("jq -c ."));
  EXPECT_THAT(Outcomes("\n\n")["error"], HasSubstr("no content found"));
}

TEST_F(JsonLinesTest, AFileThatChangesIsABrokenLine) {
  const auto site = Open("{\"url\": \"/a\", \"title\": \"t\"}\n");
  const Result<Listing> listing = (*site)->List();
  folder_.Write("pages.jsonl", "x");
  const ReadOutcome outcome = (*site)->Read(listing->files.at(0));
  ASSERT_TRUE(outcome.skipped.has_value());
  EXPECT_EQ(outcome.skipped->place.line, 1U);
}

}  // namespace
}  // namespace sou::indexer
