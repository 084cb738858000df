// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/generation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/base/files.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"

namespace sou::store {
namespace {

TEST(GenerationName, IsReadBackExactly) {
  EXPECT_EQ(GenerationName(42), "gen-000042");
  EXPECT_EQ(GenerationName(12345678), "gen-12345678");
  for (const uint64_t number : {1ULL, 999999ULL, 1000000ULL, 18446744073709551615ULL}) {
    EXPECT_EQ(ParseGenerationName(GenerationName(number)), number);
  }
  for (const char* name : {"", "gen-", "gen-1", "gen-0000001", "gen-00001x", "gen-000001.tmp", "gen--00001",
                           "GEN-000001", "gen-99999999999999999999999"}) {
    EXPECT_EQ(ParseGenerationName(name), std::nullopt) << name;
  }
}

TEST(Manifest, IsReadBack) {
  const Manifest manifest{.format = kFormatVersion,
                          .analyzer = "sou 1",
                          .schema = "0123",
                          .generation = 7,
                          .program = "sou-index 0",
                          .source_kind = "hugo",
                          .base_url = "https://example.org/",
                          .built_at = {1533958656, 0},
                          .options = {{"index.drafts", "false"}},
                          .pages = 3,
                          .source_bytes = 99,
                          .languages = {{"zh", 2}, {"", 1}},
                          .replaced = {"a"},
                          .delta = true,
                          .files = {{"base/records", {4, 0xFEDCBA9876543210}}, {"words", {0, 1}}}};
  const Result<Manifest> read = ManifestFromJson(ManifestToJson(manifest));
  ASSERT_TRUE(read.ok()) << read.error().ToString();
  EXPECT_EQ(ManifestToJson(*read), ManifestToJson(manifest));
  EXPECT_EQ(read->files, manifest.files);
  for (const char* broken : {"", "{", "[]", "{\"format\": \"x\"}"}) {
    const Result<Manifest> result = ManifestFromJson(broken);
    ASSERT_FALSE(result.ok()) << broken;
    EXPECT_EQ(result.error().code, ErrorCode::kCorrupt);
  }
}

TEST(Manifest, AFlippedBitIsSeen) {
  const Manifest manifest{.format = kFormatVersion, .analyzer = "sou 1", .pages = 3, .files = {{"words", {7, 1}}}};
  const std::string json = ManifestToJson(manifest);
  for (size_t at = 0; at < json.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = json;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const Result<Manifest> read = ManifestFromJson(damaged);
      // White space between values says nothing; another format is refused by whoever opens the generation.
      if (read.ok() && read->format == kFormatVersion) {
        EXPECT_EQ(ManifestToJson(*read), json) << damaged;
      }
    }
  }
}

class IndexFolder : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void SetCurrent(const std::string& text) const { ASSERT_TRUE(WriteFileDurably(CurrentPath(folder_), text).ok()); }
  void Add(uint64_t number, uint32_t format) const {
    std::filesystem::create_directories(GenerationPath(folder_, number));
    const Manifest manifest{.format = format, .analyzer = text::AnalyzerId(), .generation = number};
    ASSERT_TRUE(WriteFileDurably(ManifestPath(GenerationPath(folder_, number)), ManifestToJson(manifest)).ok());
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(IndexFolder, WithoutCurrentThereIsNoIndex) {
  const Result<Generation> none = FindCurrent(folder_);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(none.error().message, testing::HasSubstr("sou-index SITE_DIR"));
}

TEST_F(IndexFolder, CurrentDecidesAndUnfinishedOnesDoNotCount) {
  Add(1, kFormatVersion);
  Add(2, kFormatVersion);
  std::filesystem::create_directories(UnfinishedPath(folder_, 3));
  SetCurrent("gen-000001\n");
  EXPECT_THAT(ListGenerations(folder_), testing::ElementsAre(1, 2));
  EXPECT_THAT(ListUnfinished(folder_), testing::ElementsAre(UnfinishedPath(folder_, 3)));
  const Result<Generation> current = FindCurrent(folder_);
  ASSERT_TRUE(current.ok()) << current.error().ToString();
  EXPECT_EQ(current->manifest.generation, 1U);
}

TEST_F(IndexFolder, AnUnreadableCurrentOrFormatIsNamed) {
  for (const char* text : {"", "gen-1\n", "../../etc\n", "gen-000001\ngen-000002\n"}) {
    SetCurrent(text);
    const Result<Generation> result = FindCurrent(folder_);
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.error().code, ErrorCode::kCorrupt) << text;
  }
  Add(1, kFormatVersion + 1);
  SetCurrent("gen-000001\n");
  const Result<Generation> result = FindCurrent(folder_);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace sou::store
