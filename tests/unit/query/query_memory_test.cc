// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/query_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "common/base/files.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Texts(const std::vector<QueryMemory::Query>& queries) {
  std::vector<std::string> texts;
  for (const QueryMemory::Query& query : queries) texts.push_back(query.text);
  return texts;
}

void Ask(QueryMemory* memory, const std::string& query, int times) {
  for (int i = 0; i < times; ++i) memory->Record(query);
}

class QueryMemoryFile : public testing::Test {
 protected:
  QueryMemoryFile()
      : file_(std::filesystem::path(testing::TempDir()) / ("sou-queries-" + std::to_string(::getpid()) + ".jsonl")) {}
  ~QueryMemoryFile() override { std::filesystem::remove(file_); }

  std::unique_ptr<QueryMemory> Open() { return *QueryMemory::Open({.min_count = 2, .file = file_}); }

  std::filesystem::path file_;
};

TEST(QueryMemory, CountsWhatIsTheSameToAReader) {
  const auto memory = *QueryMemory::Open({.min_count = 3});
  memory->Record("Docker  部署");
  memory->Record("docker 部署 ");
  EXPECT_THAT(memory->BeginningWith("docker", 9), IsEmpty());
  const uint64_t before = memory->version();
  memory->Record("ＤＯＣＫＥＲ部署");
  EXPECT_NE(memory->version(), before);
  EXPECT_THAT(Texts(memory->BeginningWith("docker", 9)), ElementsAre("Docker 部署"));
  EXPECT_THAT(memory->BeginningWith("bushu", 9), IsEmpty());
  EXPECT_THAT(Texts(memory->SoundingLike("dockerbushu", 9)), ElementsAre("Docker 部署"));
}

TEST(QueryMemory, MostAskedFirst) {
  const auto memory = *QueryMemory::Open({.min_count = 1});
  Ask(memory.get(), "git rebase", 2);
  Ask(memory.get(), "git bisect", 5);
  Ask(memory.get(), "git blame", 3);
  EXPECT_THAT(Texts(memory->BeginningWith("git", 2)), ElementsAre("git bisect", "git blame"));
}

TEST(QueryMemory, ForgetsWhatLooksLikeSomebodysData) {
  const auto memory = *QueryMemory::Open({.min_count = 1});
  const std::string long_text(200, 'a');
  for (const std::string& query :
       {std::string("me@example.org"), std::string("138 0013 8000"), std::string("order 12345678"), long_text,
        std::string("１３８００１３８０００"), std::string("tag:docker"), std::string("\"a phrase\""),
        std::string("a -b"), std::string("kube*"), std::string("…")}) {
    memory->Record(query);
  }
  EXPECT_THAT(memory->BeginningWith("", 99), IsEmpty());
  for (const char* query : {"std::vector", "v1.24.5", "2024 年", "c++"}) memory->Record(query);
  EXPECT_EQ(memory->BeginningWith("", 99).size(), 4U);
}

TEST(QueryMemory, ZeroTurnsItOff) {
  const auto memory = *QueryMemory::Open({.min_count = 0});
  Ask(memory.get(), "docker", 10);
  EXPECT_THAT(memory->BeginningWith("", 9), IsEmpty());
}

TEST(QueryMemory, IsBoundedAndKeepsWhatIsAskedMost) {
  const auto memory = *QueryMemory::Open({.min_count = 2, .max_queries = 100});
  Ask(memory.get(), "often", 1000);
  for (int i = 0; i < 5000; ++i) memory->Record("once " + std::to_string(i));
  EXPECT_THAT(Texts(memory->BeginningWith("", 200)), ElementsAre("often"));
}

TEST_F(QueryMemoryFile, OutlivesTheProgram) {
  {
    const auto memory = Open();
    Ask(memory.get(), "云原生 \"x", 5);
    Ask(memory.get(), "云原生", 2);
    Ask(memory.get(), "once", 1);
    ASSERT_TRUE(memory->Save().ok());
  }
  const auto memory = Open();
  EXPECT_THAT(Texts(memory->BeginningWith("", 9)), ElementsAre("云原生"));
  EXPECT_THAT(Texts(memory->SoundingLike("yunyuan", 9)), ElementsAre("云原生"));
  memory->Record("once");
  EXPECT_THAT(Texts(memory->BeginningWith("on", 9)), ElementsAre("once")) << "the first time was kept, too";
}

TEST_F(QueryMemoryFile, LinesThatAreNotOursArePassedOver) {
  ASSERT_TRUE(WriteFileDurably(file_,
                               "nonsense\n{\"query\":1,\"count\":5}\n[]\n{\"query\":\"a\",\"count\":-1}\n\xFF\n"
                               "{\"query\":\"good\",\"count\":99999999999}\n{\"query\":\"tag:x\",\"count\":9}\n")
                  .ok());
  EXPECT_THAT(Texts(Open()->BeginningWith("", 9)), ElementsAre("good"));
}

TEST_F(QueryMemoryFile, AFileThatCannotBeReadIsSaid) {
  const auto memory = QueryMemory::Open({.min_count = 1, .file = testing::TempDir()});
  EXPECT_FALSE(memory.ok());
}

TEST(QueryMemory, ManyThreads) {
  const auto memory = *QueryMemory::Open({.min_count = 2, .max_queries = 50});
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 300; ++i) {
        memory->Record("云 " + std::to_string((i + t) % 80));
        (void)memory->BeginningWith("云", 5);
        (void)memory->SoundingLike("yun", 5);
      }
    });
  }
  threads.clear();
  EXPECT_LE(memory->BeginningWith("", 999).size(), 50U);
}

}  // namespace
}  // namespace sou::query
