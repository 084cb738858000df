// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/line_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;

struct Line {
  std::string text;
  uint64_t offset;
  uint64_t size;
  uint32_t number;
  bool too_long;

  bool operator==(const Line&) const = default;
};

void PrintTo(const Line& line, std::ostream* out) {
  *out << line.number << '@' << line.offset << '+' << line.size << ' ' << line.text;
}

std::vector<Line> Scan(const LineFile& file, uint64_t max_bytes = 100) {
  std::vector<Line> lines;
  const Status status = file.Scan(max_bytes, [&](const FileLine& line) {
    lines.push_back({std::string(line.text), line.offset, line.size, line.number, line.too_long});
  });
  EXPECT_TRUE(status.ok());
  return lines;
}

TEST(LineFile, CutsLines) {
  const testing_support::TestFolder folder;
  folder.Write("a", "茶\r\n\nlast");
  const Result<LineFile> file = LineFile::Open(folder.path() / "a");
  ASSERT_TRUE(file.ok());
  const auto lines = ElementsAre(Line{"茶", 0, 3, 1, false}, Line{"", 5, 0, 2, false}, Line{"last", 6, 4, 3, false});
  EXPECT_THAT(Scan(*file), lines);
  EXPECT_THAT(Scan(*file), lines);  // and again
  EXPECT_EQ(*file->ReadAt(6, 4), "last");
  EXPECT_EQ(*file->ReadAt(8, 40), "st");
}

TEST(LineFile, PassesOverLongLines) {
  const testing_support::TestFolder folder;
  const std::string longer(3 << 20, 'x');
  folder.Write("a", "ab\n" + longer + "\r\n12345\r\n123456\n");
  const Result<LineFile> file = LineFile::Open(folder.path() / "a");
  ASSERT_TRUE(file.ok());
  EXPECT_THAT(Scan(*file, 5),
              ElementsAre(Line{"ab", 0, 2, 1, false}, Line{"", 3, longer.size() + 1, 2, true},
                          Line{"12345", longer.size() + 5, 5, 3, false}, Line{"", longer.size() + 12, 6, 4, true}));
}

TEST(LineFile, CopiesAPipe) {
  const testing_support::TestFolder folder;
  const std::filesystem::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string text = std::string(100'000, 'a') + "\nb\n";
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << text; });
  const Result<LineFile> file = LineFile::Open(pipe);
  writer.join();
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(Scan(*file, 1 << 20).size(), 2U);
  EXPECT_EQ(*file->ReadAt(100'001, 1), "b");
}

TEST(LineFile, SaysWhyNot) {
  const testing_support::TestFolder folder;
  EXPECT_EQ(LineFile::Open(folder.path() / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(LineFile::Open(folder.path()).error().message, "a folder, not a file of JSON Lines");
}

}  // namespace
}  // namespace sou::indexer
