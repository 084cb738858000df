// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "common/text/fold.h"
#include "common/text/stemmer.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/query/units_of.h"
#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

text::ByteRange All(const std::string& text) { return {0, static_cast<uint32_t>(text.size())}; }

class HighlightTable : public testing::TestWithParam<TableRow> {};

TEST_P(HighlightTable, MarksTheMatchExactly) {
  ASSERT_EQ(GetParam().fields.size(), 4U);
  const std::string& text = GetParam().fields[1];
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf(GetParam().fields[0], &analyzer);
  Highlighter highlighter(units, &analyzer);
  EXPECT_EQ(Bracketed(MakeParts(text, All(text), highlighter.Find(text, GetParam().fields[2]))), GetParam().fields[3]);
}
INSTANTIATE_TEST_SUITE_P(Highlight, HighlightTable, testing::ValuesIn(ReadTable("highlight.tsv")), RowName);

TEST(Highlight, PartsJoinedAreTheText) {
  text::RandomText random(5);
  text::Analyzer analyzer;
  for (int i = 0; i < 1500; ++i) {
    const std::string query = text::RepairUtf8(random.Next());
    const std::string text = text::RepairUtf8(random.Next()) + query + text::RepairUtf8(random.Next());
    const std::vector<QueryUnit> units = UnitsOf(query, &analyzer);
    Highlighter highlighter(units, &analyzer);
    const Parts parts = MakeParts(text, All(text), highlighter.Find(text, "zh"));
    std::string joined;
    for (size_t j = 0; j < parts.size(); ++j) {
      joined += parts[j].text;
      ASSERT_FALSE(text::FindInvalidUtf8(parts[j].text)) << query;
      ASSERT_TRUE(j == 0 || parts[j].match != parts[j - 1].match) << "touching parts are one";
    }
    ASSERT_EQ(joined, text);
  }
}

// What was found in a text does not depend on what was looked at before.
TEST(Highlight, RememberedWordsAreFoundAsTheFirstTime) {
  text::RandomText random(static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed()));
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units =
      UnitsOf("kube-apiserver getPods deploying v1.24 über 云原生 쿠버네티스", &analyzer);
  const char* words[] = {"kube", "apiserver", "KubeApiServer", "kube_apiserver", "get_pods", "GETPODS",      "Deployed",
                         "1.24", "v1.24.5",   "Über",          "uber",           "云原生",   "쿠버네티스는", "gets",
                         "pods", "der"};
  Highlighter reused(units, &analyzer);
  for (size_t i = 0; i < 400; ++i) {
    std::string text;
    for (size_t j = 0; j < 6; ++j) text += std::string(words[(i * 7 + j * 5) % std::size(words)]) + random.Next() + " ";
    const std::string language = i % 3 == 0 ? "de" : "en";
    text::Analyzer other;
    Highlighter fresh(units, &other);
    const std::vector<TextMatch> found = reused.Find(text, language);
    const std::vector<TextMatch> expected = fresh.Find(text, language);
    ASSERT_EQ(found.size(), expected.size()) << text;
    for (size_t j = 0; j < found.size(); ++j) {
      ASSERT_EQ(found[j].range, expected[j].range) << text;
      ASSERT_EQ(found[j].unit, expected[j].unit) << text;
      ASSERT_EQ(found[j].strength, expected[j].strength) << text;
    }
  }
}

// Texts and queries that meet: spellings that fold to the same, beside each other in any order.
class MeetingTexts {
 public:
  explicit MeetingTexts(uint32_t seed) : random_(seed), below_(seed) {}

  // Some of the spellings, often with something random or a sign between them.
  std::string Next(size_t most) {
    static constexpr const char* kSpellings[] = {
        "云原生",
        "雲原生",
        "原生",
        "数据迁移",
        "數據",
        "据",
        "云",
        "的",
        "了解",
        "サーバー",
        "ｻｰﾊﾞ",
        "サ－バ",
        "データ",
        "テ\u3099ータ",
        "か\u3099く",
        "がく",
        "ガク",
        "再起動",
        "한국어",
        "\u1112\u1161\u11ab국어",
        "쿠버네티스는",
        "쿠버네티스",
        "쿠",
        "ㅋㅜ",
        "쿱",
        "tidb",
        "TiDB",
        "ＴｉＤＢ",
        "tidb_enable_x",
        "TIDB_ENABLE_X",
        "tidbEnableX",
        "enable",
        "ti\u00addb",
        "t\u0301idb",
        "tikv",
        "kube-apiserver",
        "kubeApiServer",
        "KubeAPIServer",
        "apiserver",
        "node.js",
        "nodejs",
        "c++",
        "C#",
        "c",
        "v1.24.5",
        "1.24",
        "V1.24",
        "1,700",
        "１．２４",
        "24",
        "deploying",
        "Deployed",
        "dying",
        "die",
        "Über",
        "uber",
        "U\u0308ber",
        "œuvre",
        "Straße",
        "STRASSE",
        "ﬁle",
        "file",
        "㎏",
        "kg",
        "™",
        "tm",
        "①",
        "1",
        "привет",
        "ПРИВЕТ",
        "й",
        "и\u0306",
        "ไทย",
        "ภาษาไทย",
        "שָׁלוֹם",
        "شلام",
        "🚀",
        "👩‍🚀",
        "☁️",
        "𠮷野",
        "--dry-run",
        ".net",
        "std::vector",
        "a@b",
        "at&t",
        "it's",
        "it’s",
        "a",
        "I",
        "\u1100",
        "\u1161",
        "々",
        "ー",
        "人々",
        "㌀",
        "アパート",
    };
    static constexpr const char* kBetween[] = {
        " ",      "",       "",   "_",  "-", "\n", "，",   "。",     "、",     "(",        ")",
        "（",     ")--",    "):", "--", ".", "…",  "——",   "\u3000", "\u200d", "\ufe0f",   "\u0301",
        "\u3099", "\u0338", "=",  "<",  "“", "”",  "：：", ",",      "\xE4",   "\xE3\x80", "\xF0\x9F"};
    std::string text;
    for (size_t count = below_() % most + 1; count > 0; --count) {
      text += kSpellings[below_() % std::size(kSpellings)];
      const size_t kind = below_() % 8;
      text += kind == 0 ? random_.Next() : kind < 3 ? " " : kBetween[below_() % std::size(kBetween)];
    }
    return text;
  }

 private:
  text::RandomText random_;
  std::mt19937 below_;
};

void ExpectSame(const std::vector<TextMatch>& found, const std::vector<TextMatch>& expected, const std::string& about) {
  for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
    ASSERT_EQ(found[i].range.begin, expected[i].range.begin) << about;
    ASSERT_EQ(found[i].range.end, expected[i].range.end) << about;
    ASSERT_EQ(found[i].unit, expected[i].unit) << about;
    ASSERT_EQ(found[i].strength, expected[i].strength) << about;
    ASSERT_EQ(found[i].first_word, expected[i].first_word) << about;
    ASSERT_EQ(found[i].last_word, expected[i].last_word) << about;
  }
  ASSERT_EQ(found.size(), expected.size()) << about;
}

// Passing over what cannot match changes nothing of what is found.
TEST(Highlight, FindsByPiecesWhatIsInAll) {
  const auto seed = static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed());
  MeetingTexts texts(seed);
  text::Analyzer analyzer;
  const StopWords stop_words;
  const std::vector<std::string> languages = {"en", "de", "fr"};
  for (int i = 0; i < 400; ++i) {
    const bool typing = i % 3 == 0;
    std::string query = texts.Next(4);
    if (typing) query = text::TruncateUtf8(query, query.size() - static_cast<size_t>(i % 4));
    std::vector<QueryUnit> units =
        ReadUnits(query, typing ? text::Purpose::kTyping : text::Purpose::kQuery, {languages, stop_words, &analyzer});
    if (i % 5 == 0) {
      for (QueryUnit& unit : units) unit.phrase = 1;
    }
    Highlighter highlighter(units, &analyzer);
    for (int j = 0; j < 30; ++j) {
      const std::string text = texts.Next(20);
      const char* language = j % 7 == 0 ? "de" : j % 2 == 0 ? "zh" : "en";
      ASSERT_NO_FATAL_FAILURE(ExpectSame(highlighter.Find(text, language), highlighter.FindInAll(text, language),
                                         query + " in " + text + " seed " + std::to_string(seed)));
    }
  }
}

// Every character of the BMP at every place that matters: before, within and behind words of the query.
TEST(Highlight, FindsByPiecesBesideEveryCharacter) {
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("tidb 1.24 云原生 サーバ 한국 が x", &analyzer);
  Highlighter highlighter(units, &analyzer);
  for (char32_t c = 0; c<0x30000; c += c> 0xFFFF ? 7 : 1) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string sign;
    text::AppendCodePoint(c, &sign);
    const std::string text = sign + "tidb t" + sign + "idb v" + sign + "1.24 云" + sign + "原生" + sign +
                             "云原生 サー" + sign + "バ か" + sign + " 한" + sign + "국 (" + sign + ") x" + sign + "x";
    ASSERT_NO_FATAL_FAILURE(ExpectSame(highlighter.Find(text, "en"), highlighter.FindInAll(text, "en"), text));
  }
}

// What folds to a character of the query is found, alone on its line.
TEST(Highlight, FindsWhateverFoldsToTheQuery) {
  text::Analyzer analyzer;
  const StopWords stop_words;
  for (char32_t c = 0x80; c < 0x30000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    text::AppendCodePoint(c, &text);
    const std::string query = text::Fold(text);
    if (query == text || query.empty()) continue;
    const std::vector<QueryUnit> units = ReadUnits(query, text::Purpose::kQuery, {{}, stop_words, &analyzer});
    Highlighter highlighter(units, &analyzer);
    text = "— 的 a\n" + text + "\n… b";
    ASSERT_NO_FATAL_FAILURE(
        ExpectSame(highlighter.Find(text, "en"), highlighter.FindInAll(text, "en"), query + " " + text));
  }
}

// The highlighter passes by words of English pages whose first two letters begin nothing of the query.
TEST(Highlight, EnglishStemsKeepTheFirstTwoLetters) {
  text::Stemmer stemmer("en");
  const char* ends[] = {"", "s", "es", "ies", "ied", "ed", "ing", "ly", "ness", "ation", "izer", "y", "'s", "eed", "e"};
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  const auto check = [&](const std::string& word) {
    const std::string stem(stemmer.Stem(word));
    const bool known = word == "dying" || word == "lying" || word == "tying";
    ASSERT_EQ(stem.front(), word.front()) << word;
    ASSERT_TRUE(known || stem.size() == 1 || stem[1] == word[1]) << word << " " << stem;
  };
  for (const char first : letters) {
    for (const char* end : ends) check(first + std::string(end));
    for (const char second : letters) {
      for (const char* end : ends) check(std::string{first, second} + end);
      for (const char third : letters) {
        for (const char* end : ends) check(std::string{first, second, third} + end);
      }
    }
  }
  for (const char* word :
       {"skis",   "skies", "dying", "lying", "tying", "idly",   "gently", "ugly",  "early",  "only",
        "singly", "sky",   "news",  "howe",  "atlas", "cosmos", "bias",   "andes", "inning", "outing"})
    check(word);
}

// 쿱 is an unfinished 쿠버네티스, which it does not begin.
TEST(Highlight, FindsWhatAnUnfinishedKoreanWordMayBecome) {
  text::Analyzer analyzer;
  std::vector<QueryUnit> units = UnitsOf("쿱", &analyzer);
  units[0].prefix = true;
  units[0].completions = {"쿠버네티스"};
  Highlighter highlighter(units, &analyzer);
  const std::string text = "로컬 쿠버네티스에서 실행";
  EXPECT_EQ(Bracketed(MakeParts(text, All(text), highlighter.Find(text, "ko"))), "로컬 [쿠버네티스]에서 실행");
}

TEST(Highlight, FindsWordsWhoseStemsBeginOtherwise) {
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("die", &analyzer);
  Highlighter highlighter(units, &analyzer);
  EXPECT_EQ(highlighter.Find("a dying star dies", "en").size(), 2U);
}

}  // namespace
}  // namespace sou::query
