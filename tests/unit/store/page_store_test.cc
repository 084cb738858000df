// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/page_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "common/base/files.h"

namespace sou::store {
namespace {

std::string RecordNumber(size_t i) {
  std::string record = "page " + std::to_string(i) + ": the tea is warm, the lake is wide; 茶は熱い。\n";
  for (size_t line = 0; line < i % 40; ++line)
    record += "line " + std::to_string(line * i) + " of the same words as others\n";
  return record;
}

class PageStoreTest : public testing::Test {
 protected:
  ~PageStoreTest() override { std::filesystem::remove(path_); }

  // The bytes of a store of these records.
  std::string Write(const std::vector<std::string>& records, const PageDictionary& dictionary) {
    Result<PageStoreWriter> writer = PageStoreWriter::Create(path_, dictionary);
    EXPECT_TRUE(writer.ok());
    for (const std::string& record : records) writer->Add(CompressRecord(record, dictionary));
    EXPECT_TRUE(writer->Finish().ok());
    return *ReadFile(path_, 1 << 30);
  }
  static std::vector<std::string> Records(size_t count) {
    std::vector<std::string> records;
    for (size_t i = 0; i < count; ++i) records.push_back(RecordNumber(i));
    return records;
  }
  static PageDictionary DictionaryOf(const std::vector<std::string>& records) {
    uint64_t total = 0;
    for (const std::string& record : records) total += record.size();
    return PageDictionary::Train({records.begin(), records.end()}, total);
  }

  std::filesystem::path path_ =
      std::filesystem::path(testing::TempDir()) / ("sou-page-store-" + std::to_string(::getpid()));
};

TEST_F(PageStoreTest, GivesBackEveryRecord) {
  for (const size_t count : {0U, 1U, 3U, 2000U}) {
    const std::vector<std::string> records = Records(count);
    const PageDictionary dictionary = DictionaryOf(records);
    EXPECT_EQ(dictionary.bytes().empty(), count < 2000) << "a small site needs none";
    const std::string bytes = Write(records, dictionary);
    const Result<PageStore> store = PageStore::Open(path_);
    ASSERT_TRUE(store.ok()) << store.error().ToString();
    ASSERT_EQ(store->size(), count);
    for (size_t i = 0; i < count; ++i) EXPECT_EQ(*store->Read(static_cast<uint32_t>(i + 1)), records[i]);
    EXPECT_FALSE(store->Read(0).ok());
    EXPECT_FALSE(store->Read(static_cast<uint32_t>(count + 1)).ok());
    EXPECT_TRUE(store->CheckAll().ok());
  }
}

TEST_F(PageStoreTest, ADictionaryMakesShortPagesSmaller) {
  const std::vector<std::string> records = Records(2000);
  const size_t with = Write(records, DictionaryOf(records)).size();
  const size_t without = Write(records, {}).size();
  EXPECT_LT(with, without);
}

TEST_F(PageStoreTest, DamageIsSaidNotRead) {
  const std::vector<std::string> records = Records(8);
  const std::string whole = Write(records, {});
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(PageStore::FromBytes(std::string_view(whole).substr(0, size)).ok()) << "cut off at " << size;
  }
  // A bit that the format does not use may change, but never what is read.
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const Result<PageStore> store = PageStore::FromBytes(damaged);
      for (uint32_t page = 1; store.ok() && page <= store->size(); ++page) {
        const Result<std::string> record = store->Read(page);
        EXPECT_TRUE(!record.ok() || *record == records.at(page - 1)) << "byte " << at << ", bit " << bit;
      }
    }
  }
}

}  // namespace
}  // namespace sou::store
