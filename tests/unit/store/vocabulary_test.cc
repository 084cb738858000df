// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "common/base/files.h"
#include "common/text/utf8.h"
#include "tests/unit/store/vocabulary_fixture.h"

namespace sou::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Words = std::map<std::string, std::pair<uint32_t, uint32_t>>;

std::u32string CodePoints(std::string_view text) {
  std::u32string points;
  for (size_t position = 0; position < text.size();) points.push_back(text::NextCodePoint(text, &position));
  return points;
}

// The definition, cell by cell.
uint32_t Distance(std::string_view a_text, std::string_view b_text) {
  const std::u32string a = CodePoints(a_text);
  const std::u32string b = CodePoints(b_text);
  std::vector<std::vector<uint32_t>> d(a.size() + 1, std::vector<uint32_t>(b.size() + 1));
  for (uint32_t i = 0; i <= a.size(); ++i) {
    for (uint32_t j = 0; j <= b.size(); ++j) {
      d[i][j] = i + j;
      if (i == 0 || j == 0) continue;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::vector<std::string> In(const Vocabulary& vocabulary, const Vocabulary::Range& range) {
  std::vector<std::string> found;
  vocabulary.EachIn(range, [&](const VocabularyWord& word) { found.emplace_back(word.text); });
  return found;
}

Words RandomWords(size_t count) {
  constexpr std::string_view kLetters[] = {"a", "b", "c", "d", "é", "쿠", "버", "タ"};
  std::mt19937 random(7);
  Words words;
  while (words.size() < count) {
    std::string word;
    for (size_t size = 1 + random() % 7; size > 0; --size) word += kLetters[random() % std::size(kLetters)];
    words[word] = {static_cast<uint32_t>(random()), static_cast<uint32_t>(random() % 1000)};
  }
  return words;
}

TEST(Vocabulary, GivesBackWhatWasWritten) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{15}, size_t{16}, size_t{17}, size_t{3000}}) {
    const Words words = RandomWords(count);
    const Vocabulary vocabulary = MakeVocabulary(words);
    EXPECT_EQ(vocabulary.size(), count);
    Words read;
    vocabulary.EachIn({}, [&](const VocabularyWord& word) {
      read[std::string(word.text)] = {word.pages, word.title_pages};
    });
    EXPECT_EQ(read, words);
    for (const auto& [word, counts] : words) {
      ASSERT_EQ(vocabulary.Find(word).pages, counts.first) << word;
      ASSERT_EQ(vocabulary.Find(word).title_pages, counts.second) << word;
    }
    EXPECT_EQ(vocabulary.Find("zzz").pages, 0U);
    EXPECT_EQ(vocabulary.Find("").pages, 0U);
  }
}

TEST(Vocabulary, RangesAreThoseOfTheSortedWords) {
  const Words words = RandomWords(2000);
  const Vocabulary vocabulary = MakeVocabulary(words);
  for (const char* prefix : {"", "a", "ab", "쿠", "쿠버", "타", "é", "zz", "dddddd"}) {
    std::vector<std::string> expected;
    for (const auto& [word, counts] : words) {
      if (word.starts_with(prefix)) expected.push_back(word);
    }
    EXPECT_EQ(In(vocabulary, Vocabulary::BeginningWith(prefix)), expected) << prefix;
  }
  EXPECT_EQ(Vocabulary::BeginningWith("a\xFF").end, "b");
  EXPECT_EQ(Vocabulary::BeginningWith("\xFF\xFF").end, "") << "no end";
}

TEST(Vocabulary, NearWordsAreAllThatTheDefinitionSays) {
  const Words words = RandomWords(2500);
  const Vocabulary vocabulary = MakeVocabulary(words);
  std::vector<std::string> typed = {"a", "ab", "ba", "abcd", "쿠버쿠버", "タéa", "ddddddd", "zzzz", "abcdabcdab"};
  for (const auto& [word, counts] : RandomWords(60)) typed.push_back(word + "b");
  for (const std::string& word : typed) {
    for (const uint32_t edits : {0U, 1U, 2U, 3U}) {
      std::map<std::string, uint32_t> expected;
      for (const auto& [other, counts] : words) {
        if (Distance(word, other) <= edits) expected[other] = Distance(word, other);
      }
      std::map<std::string, uint32_t> found;
      vocabulary.EachNear(word, edits, {}, [&](const VocabularyWord& near, uint32_t distance) {
        EXPECT_TRUE(found.emplace(near.text, distance).second) << "once";
      });
      ASSERT_EQ(found, expected) << word << " " << edits;
    }
  }
}

TEST(Vocabulary, NearWordsStayInTheirRange) {
  const Vocabulary vocabulary =
      MakeVocabulary({{"1itex", {1, 0}}, {"kitex", {1, 0}}, {"kites", {1, 0}}, {"쿠itex", {1, 0}}});
  std::vector<std::string> found;
  vocabulary.EachNear("kitex", 1, {"a", "{"},
                      [&](const VocabularyWord& near, uint32_t) { found.emplace_back(near.text); });
  EXPECT_THAT(found, ElementsAre("kites", "kitex"));
  found.clear();
  const std::string endless(4 * Vocabulary::kMaxNearCodePoints, 'k');
  vocabulary.EachNear(endless, 2, {}, [&](const VocabularyWord& near, uint32_t) { found.emplace_back(near.text); });
  vocabulary.EachNear("", 2, {}, [&](const VocabularyWord& near, uint32_t) { found.emplace_back(near.text); });
  EXPECT_THAT(found, IsEmpty());
}

TEST(Vocabulary, HoldsAlphabetsKanaAndHangul) {
  for (const char* word :
       {"kitex", "kube-apiserver", "v1.24.5", "--dry-run", "c++", "données", "сервер", "데이터", "サーバ", "ひらがな"})
    EXPECT_TRUE(IsVocabularyWord(word)) << word;
  for (const char* word : {"云原生", "食べる", "kitex部署", "", " ", "a b", "😀", "ไทย"})
    EXPECT_FALSE(IsVocabularyWord(word)) << word;
  EXPECT_TRUE(IsVocabularyWord(std::string(kMaxVocabularyWordBytes, 'a')));
  EXPECT_FALSE(IsVocabularyWord(std::string(kMaxVocabularyWordBytes + 1, 'a')));
}

class BrokenVocabulary : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::path(testing::TempDir()) / ("sou-broken-words-" + std::to_string(::getpid()));
    Result<VocabularyWriter> writer = VocabularyWriter::Create(path_);
    ASSERT_TRUE(writer.ok());
    for (const auto& [word, counts] : RandomWords(100)) writer->Add({word, counts.first, counts.second});
    ASSERT_TRUE(writer->Finish().ok());
    Result<std::string> bytes = ReadFile(path_, 1 << 20);
    ASSERT_TRUE(bytes.ok());
    bytes_ = std::move(*bytes);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::filesystem::path path_;
  std::string bytes_;
};

TEST_F(BrokenVocabulary, IsSaidWithItsPath) {
  EXPECT_TRUE(Vocabulary::FromBytes(bytes_).ok());
  ASSERT_TRUE(WriteFileDurably(path_, bytes_.substr(0, bytes_.size() - 1)).ok());
  const Result<Vocabulary> vocabulary = Vocabulary::Open(path_);
  ASSERT_FALSE(vocabulary.ok());
  EXPECT_EQ(vocabulary.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(vocabulary.error().place.path, path_.string());
  EXPECT_EQ(Vocabulary::Open(path_ / "none").error().code, ErrorCode::kIo);
}

TEST_F(BrokenVocabulary, NoLengthAndNoByteCrashesIt) {
  for (size_t size = 0; size < bytes_.size(); ++size) {
    const Result<Vocabulary> cut = Vocabulary::FromBytes(std::string_view(bytes_).substr(0, size));
    ASSERT_FALSE(cut.ok()) << size;
    ASSERT_EQ(cut.error().code, ErrorCode::kCorrupt);
  }
  size_t refused = 0;
  for (size_t at = 0; at < bytes_.size(); ++at) {
    for (const char value : {'\0', '\x01', '\x7F', '\x80', '\xFF'}) {
      std::string changed = bytes_;
      changed[at] = value;
      const Result<Vocabulary> vocabulary = Vocabulary::FromBytes(changed);
      if (!vocabulary.ok()) {
        ++refused;
        continue;
      }
      vocabulary->EachIn({}, [](const VocabularyWord&) {});
      vocabulary->EachNear("abcd", 2, {}, [](const VocabularyWord&, uint32_t) {});
    }
  }
  EXPECT_GT(refused, bytes_.size()) << "most changes break the order or the sizes";
}

}  // namespace
}  // namespace sou::store
