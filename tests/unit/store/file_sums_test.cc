// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/file_sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace sou::store {
namespace {

namespace fs = std::filesystem;

class FileSumsTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    Write("base/db/postlist", "postings");
    Write("words", "");
    Write("manifest.json", "{}");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& content) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FileSumsTest, EveryFileButTheManifestHasOne) {
  const Result<FileSums> sums = SumFiles(folder_);
  ASSERT_TRUE(sums.ok()) << sums.error().ToString();
  EXPECT_THAT(*sums, testing::ElementsAre(testing::Key("base/db/postlist"), testing::Key("words")));
  EXPECT_EQ(sums->at("base/db/postlist").bytes, 8U);
  EXPECT_EQ(sums->at("words"), (FileSum{0, 0x2D06800538D394C2})) << "XXH3's value for no bytes";
  EXPECT_TRUE(CheckFileSums(folder_, *sums).ok());
}

TEST_F(FileSumsTest, WhatIsNotAsItWasIsNamed) {
  const Result<FileSums> sums = SumFiles(folder_);
  ASSERT_TRUE(sums.ok());
  Write("base/db/postlist", "postinks");
  EXPECT_TRUE(CheckFileSizes(folder_, *sums).ok());
  const Status flipped = CheckFileSums(folder_, *sums);
  ASSERT_FALSE(flipped.ok());
  EXPECT_EQ(flipped.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(flipped.error().ToString(), testing::HasSubstr("base/db/postlist: is not what was written"));
  Write("words", "more");
  EXPECT_THAT(CheckFileSizes(folder_, *sums).error().ToString(), testing::HasSubstr("words: has 4 bytes, but 0"));
  fs::remove(folder_ / "base/db/postlist");
  EXPECT_THAT(CheckFileSizes(folder_, *sums).error().ToString(), testing::HasSubstr("No such file"));
}

TEST_F(FileSumsTest, AFileLargerThanABufferIsSummedWhole) {
  std::string content(600'000, 'a');
  Write("large", content);
  const Result<FileSums> before = SumFiles(folder_);
  content.back() = 'b';
  Write("large", content);
  const Result<FileSums> after = SumFiles(folder_);
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(before->at("large").bytes, 600'000U);
  EXPECT_NE(before->at("large"), after->at("large"));
}

}  // namespace
}  // namespace sou::store
