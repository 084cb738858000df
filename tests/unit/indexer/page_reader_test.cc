// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "common/store/record.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Does with a file what its name says.
class OddSite : public SiteSource {
 public:
  [[nodiscard]] std::string_view Kind() const override { return "odd"; }
  [[nodiscard]] Result<Listing> List() const override { return Listing{}; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override {
    ReadOutcome outcome;
    if (file.path == "crash") std::abort();
    volatile uint64_t count = 0;
    while (file.path == "hang") count = count + 1;
    if (file.path == "eat") {
      std::vector<std::string> eaten;
      while (true) eaten.emplace_back(10'000'000, 'x');
    }
    if (file.path == "broken") outcome.skipped = Error{ErrorCode::kInvalidInput, "is broken", {"broken", 3, 4}};
    if (file.path == "draft") outcome.left_out = "draft";
    outcome.warnings.push_back({{file.path, 7}, "careful"});
    if (outcome.skipped || outcome.left_out) return outcome;
    outcome.looks_at = kLooksAtTime;
    outcome.valid_until = Timestamp{1'800'000'000, 0};
    Page page;
    page.path = file.path;
    page.body = "茶 line " + std::to_string(file.line) + " at " + std::to_string(file.offset);
    outcome.page = page;
    return outcome;
  }
  [[nodiscard]] uint64_t DependencyHash(const SourceFile& /*file*/, uint8_t /*looks_at*/) const override { return 0; }
  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& /*file*/) const override { return 0; }

 private:
  std::vector<Warning> warnings_;
};

PageAnswer Read(PageReader* reader, const std::string& path) {
  EXPECT_TRUE(reader->Ask({path, 1, 2, 3, 4}).ok());
  Result<PageAnswer> answer = reader->Answer();
  EXPECT_TRUE(answer.ok());
  return answer.ok() ? std::move(*answer) : PageAnswer{};
}

TEST(PageReader, HandsOverWhatWasRead) {
  const OddSite site;
  PageReaders readers(site, {});
  PageReader reader(&readers);
  const PageAnswer good = Read(&reader, "good");
  ASSERT_TRUE(good.outcome.page.has_value());
  EXPECT_EQ(good.outcome.page->body, "茶 line 4 at 3");
  EXPECT_EQ(good.record, store::EncodePage(*good.outcome.page));
  EXPECT_THAT(good.outcome.warnings, ElementsAre(Warning{{"good", 7}, "careful"}));
  EXPECT_EQ(good.outcome.valid_until, (Timestamp{1'800'000'000, 0}));
  EXPECT_EQ(good.outcome.looks_at, kLooksAtTime);
  const PageAnswer broken = Read(&reader, "broken");
  ASSERT_TRUE(broken.outcome.skipped.has_value());
  EXPECT_EQ(broken.outcome.skipped->ToString(), "broken:3:4: is broken");
  EXPECT_FALSE(broken.outcome.page.has_value());
  EXPECT_FALSE(broken.outcome.valid_until.has_value());
  EXPECT_EQ(broken.outcome.looks_at, kLooksAtAll);
  EXPECT_EQ(Read(&reader, "draft").outcome.left_out, "draft");
}

TEST(PageReader, APageThatCrashesItIsSkippedAndTheNextIsRead) {
  const OddSite site;
  PageReaders readers(site, {});
  PageReader reader(&readers);
  const PageAnswer answer = Read(&reader, "crash");
  ASSERT_TRUE(answer.outcome.skipped.has_value());
  EXPECT_THAT(answer.outcome.skipped->ToString(), HasSubstr("crash:4: needs more memory than 1024 MB"));
  EXPECT_THAT(answer.outcome.skipped->message, HasSubstr("crashes what reads it"));
  EXPECT_TRUE(Read(&reader, "good").outcome.page.has_value());
}

TEST(PageReader, APageThatTakesTooLongIsSkipped) {
  const OddSite site;
  PageReaders readers(site, {1, 1ULL << 30});
  PageReader reader(&readers);
  EXPECT_THAT(Read(&reader, "hang").outcome.skipped.value().message, HasSubstr("more than 1 s of computing"));
  EXPECT_TRUE(Read(&reader, "good").outcome.page.has_value());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(PageReader, APageThatTakesTooMuchMemoryIsSkipped) {
  const OddSite site;
  PageReaders readers(site, {10, 100ULL << 20});
  PageReader reader(&readers);
  EXPECT_THAT(Read(&reader, "eat").outcome.skipped.value().message, HasSubstr("more memory than 100 MB"));
  EXPECT_TRUE(Read(&reader, "good").outcome.page.has_value());
}
#endif

TEST(PageReader, ManyThreadsShareTheNursery) {
  const OddSite site;
  PageReaders readers(site, {});
  std::vector<std::thread> threads;
  std::vector<size_t> pages(4);
  for (size_t i = 0; i < pages.size(); ++i) {
    threads.emplace_back([&readers, &count = pages[i]] {
      PageReader reader(&readers);
      for (int round = 0; round < 20; ++round) {
        count += Read(&reader, round % 5 == 0 ? "crash" : "good").outcome.page.has_value() ? 1U : 0U;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(pages, ElementsAre(16, 16, 16, 16));
}

TEST(PageMessage, GarbageIsNoAnswer) {
  ReadOutcome outcome;
  outcome.page = Page{};
  outcome.page->body = "text";
  const std::string good = EncodeOutcome(outcome);
  EXPECT_TRUE(DecodeOutcome(good).has_value());
  for (size_t size = 0; size < good.size() - 4; ++size) {
    EXPECT_FALSE(DecodeOutcome(good.substr(0, size)).has_value() &&
                 DecodeOutcome(good.substr(0, size))->outcome.page.has_value())
        << size;
  }
  EXPECT_FALSE(DecodeOutcome("\xff\xff\xff\xff").has_value());
  EXPECT_FALSE(DecodeRequest("x").has_value());
}

}  // namespace
}  // namespace sou::indexer
