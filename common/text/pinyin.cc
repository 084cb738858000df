// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/pinyin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

#include "common/text/pinyin.inc"

constexpr char32_t kFirstHan = 0x3400;
constexpr char32_t kLastHan = 0x9FFF;
static_assert(std::size(kReadings) == kLastHan - kFirstHan + 1);

constexpr size_t kMaxReadings = 3;
constexpr size_t kMaxSyllable = 6;  // zhuang

// Characters of more than one reading in words that titles use; the reading that is most frequent in them first.
struct Polyphone {
  char32_t character;
  std::array<std::string_view, kMaxReadings> readings;
};
constexpr Polyphone kPolyphones[] = {
    {U'行', {"xing", "hang"}},
    {U'长', {"chang", "zhang"}},
    {U'重', {"zhong", "chong"}},
    {U'乐', {"le", "yue"}},
    {U'调', {"diao", "tiao"}},
    {U'传', {"chuan", "zhuan"}},
    {U'数', {"shu", "shuo"}},
    {U'率', {"lv", "shuai"}},
    {U'都', {"dou", "du"}},
    {U'还', {"hai", "huan"}},
    {U'单', {"dan", "shan", "chan"}},
    {U'参', {"can", "shen", "cen"}},
    {U'曾', {"ceng", "zeng"}},
    {U'朝', {"chao", "zhao"}},
    {U'系', {"xi", "ji"}},
    {U'会', {"hui", "kuai"}},
    {U'便', {"bian", "pian"}},
    {U'了', {"le", "liao"}},
    {U'大', {"da", "dai"}},
    {U'什', {"shen", "shi"}},
    {U'地', {"di", "de"}},
    {U'的', {"de", "di"}},
    {U'着', {"zhe", "zhao", "zhuo"}},
    {U'区', {"qu", "ou"}},
    {U'解', {"jie", "xie"}},
    {U'盛', {"sheng", "cheng"}},
    {U'藏', {"cang", "zang"}},
    {U'弹', {"tan", "dan"}},
    {U'降', {"jiang", "xiang"}},
    {U'强', {"qiang", "jiang"}},
    {U'石', {"shi", "dan"}},
    {U'差', {"cha", "chai", "ci"}},
    {U'省', {"sheng", "xing"}},
    {U'嗯', {"en"}},
    {U'角', {"jiao", "jue"}},
    {U'觉', {"jue", "jiao"}},
    {U'校', {"xiao", "jiao"}},
    {U'车', {"che", "ju"}},
    {U'露', {"lu", "lou"}},
    {U'薄', {"bo", "bao"}},
    {U'剥', {"bo", "bao"}},
    {U'血', {"xue", "xie"}},
    {U'色', {"se", "shai"}},
    {U'似', {"si", "shi"}},
    {U'熟', {"shu", "shou"}},
    {U'谁', {"shei", "shui"}},
    {U'没', {"mei", "mo"}},
    {U'模', {"mo", "mu"}},
    {U'哪', {"na", "nei"}},
    {U'那', {"na", "nei"}},
    {U'泊', {"bo", "po"}},
    {U'迫', {"po", "pai"}},
    {U'圈', {"quan", "juan"}},
    {U'卡', {"ka", "qia"}},
    {U'壳', {"ke", "qiao"}},
    {U'落', {"luo", "la", "lao"}},
    {U'络', {"luo", "lao"}},
    {U'绿', {"lv", "lu"}},
    {U'六', {"liu", "lu"}},
    {U'陆', {"lu", "liu"}},
    {U'秘', {"mi", "bi"}},
    {U'尾', {"wei", "yi"}},
    {U'畜', {"chu", "xu"}},
    {U'吓', {"xia", "he"}},
    {U'厦', {"xia", "sha"}},
    {U'削', {"xiao", "xue"}},
    {U'宿', {"su", "xiu"}},
    {U'叶', {"ye", "xie"}},
    {U'乘', {"cheng", "sheng"}},
    {U'匙', {"chi", "shi"}},
    {U'臭', {"chou", "xiu"}},
    {U'择', {"ze", "zhai"}},
    {U'扎', {"zha", "za"}},
    {U'轧', {"zha", "ya"}},
    {U'粘', {"zhan", "nian"}},
    {U'殖', {"zhi", "shi"}},
    {U'属', {"shu", "zhu"}},
    {U'折', {"zhe", "she"}},
    {U'和', {"he", "huo", "hu"}},
    {U'合', {"he", "ge"}},
    {U'给', {"gei", "ji"}},
    {U'夹', {"jia", "ga"}},
    {U'劲', {"jin", "jing"}},
    {U'颈', {"jing", "geng"}},
    {U'茄', {"qie", "jia"}},
    {U'奇', {"qi", "ji"}},
    {U'期', {"qi", "ji"}},
    {U'其', {"qi", "ji"}},
    {U'咖', {"ka", "ga"}},
    {U'勒', {"le", "lei"}},
    {U'俩', {"lia", "liang"}},
    {U'伯', {"bo", "bai"}},
    {U'柏', {"bo", "bai"}},
    {U'堡', {"bao", "bu", "pu"}},
    {U'暴', {"bao", "pu"}},
    {U'辟', {"pi", "bi"}},
    {U'番', {"fan", "pan"}},
    {U'否', {"fou", "pi"}},
    {U'炮', {"pao", "bao"}},
    {U'弄', {"nong", "long"}},
    {U'么', {"me", "ma", "yao"}},
    {U'提', {"ti", "di"}},
    {U'屏', {"ping", "bing"}},
    {U'识', {"shi", "zhi"}},
    {U'说', {"shuo", "shui"}},
    {U'塞', {"sai", "se"}},
    {U'拓', {"tuo", "ta"}},
    {U'咽', {"yan", "ye"}},
    {U'钥', {"yao", "yue"}},
    {U'攒', {"zan", "cuan"}},
    {U'仔', {"zi", "zai"}},
    {U'爪', {"zhua", "zhao"}},
    {U'幢', {"zhuang", "chuang"}},
    {U'琢', {"zhuo", "zuo"}},
    {U'刹', {"sha", "cha"}},
    {U'澄', {"cheng", "deng"}},
    {U'称', {"cheng", "chen"}},
    {U'核', {"he", "hu"}},
    {U'吭', {"keng", "hang"}},
    {U'巷', {"xiang", "hang"}},
    {U'红', {"hong", "gong"}},
    {U'貉', {"hao", "he"}},
    {U'咳', {"ke", "hai"}},
    {U'术', {"shu", "zhu"}},
    {U'尺', {"chi", "che"}},
    {U'翟', {"zhai", "di"}},
    {U'万', {"wan", "mo"}},
    {U'约', {"yue", "yao"}},
};

constexpr auto kSortedPolyphones = [] {
  auto sorted = std::to_array(kPolyphones);
  std::sort(sorted.begin(), sorted.end(),
            [](const Polyphone& a, const Polyphone& b) { return a.character < b.character; });
  return sorted;
}();
static_assert(std::adjacent_find(kSortedPolyphones.begin(), kSortedPolyphones.end(),
                                 [](const Polyphone& a, const Polyphone& b) { return a.character == b.character; }) ==
                  kSortedPolyphones.end(),
              "a polyphone is listed twice");

// Of each character from kFirstHan on: 0 if nobody reads it, the number of its syllable, or kPolyphone and its place in
// kSortedPolyphones.
constexpr uint16_t kPolyphone = 0x8000;
static_assert(std::size(kSyllables) < kPolyphone && std::size(kSortedPolyphones) < kPolyphone);
constexpr auto kHan = [] {
  std::array<uint16_t, std::size(kReadings)> han = {};
  for (size_t i = 0; i < han.size(); ++i) han[i] = static_cast<uint16_t>(kReadings[i]);
  for (size_t i = 0; i < kSortedPolyphones.size(); ++i) {
    han[kSortedPolyphones[i].character - kFirstHan] = static_cast<uint16_t>(kPolyphone | i);
  }
  return han;
}();

bool IsLetter(char32_t c) { return c >= 'a' && c <= 'z'; }

// lue and nue are how keyboards without ü write lüe and nüe.
std::string WithUmlaut(std::string_view letters) {
  std::string out(letters);
  if (out.size() > 1 && (out[0] == 'l' || out[0] == 'n') && out[1] == 'u') out[1] = 'v';
  return out;
}

bool InTable(std::string_view letters) {
  return std::binary_search(std::begin(kSyllables), std::end(kSyllables), letters);
}

bool BeginsOneOfTable(std::string_view letters) {
  const auto* found = std::lower_bound(std::begin(kSyllables), std::end(kSyllables), letters);
  return found != std::end(kSyllables) && found->starts_with(letters);
}

// Whether letters from each place on can be syllables: from the end to the beginning, so in linear time.
struct Cuts {
  std::vector<bool> whole;  // syllables to the end
  std::vector<bool> begun;  // the last of them may be unfinished
};

Cuts CutsOf(std::string_view letters) {
  const size_t size = letters.size();
  Cuts cuts{std::vector<bool>(size + 1), std::vector<bool>(size + 1)};
  cuts.whole[size] = cuts.begun[size] = true;
  for (size_t at = size; at-- > 0;) {
    if (letters[at] == '\'' && at > 0) {
      cuts.whole[at] = cuts.whole[at + 1];
      cuts.begun[at] = cuts.begun[at + 1];
      continue;
    }
    if (size - at <= kMaxSyllable && BeginsPinyinSyllable(letters.substr(at))) cuts.begun[at] = true;
    for (size_t length = 1; length <= kMaxSyllable && at + length <= size; ++length) {
      if (!IsPinyinSyllable(letters.substr(at, length))) continue;
      cuts.whole[at] = cuts.whole[at] || cuts.whole[at + length];
      cuts.begun[at] = cuts.begun[at] || cuts.begun[at + length];
    }
  }
  return cuts;
}

bool MayBeInitials(std::string_view letters) {
  return letters.size() > 1 && std::all_of(letters.begin(), letters.end(),
                                           [](char c) { return BeginsPinyinSyllable(std::string_view(&c, 1)); });
}

class Splitter {
 public:
  Splitter(std::string_view letters, size_t most) : letters_(letters), most_(most), cuts_(CutsOf(letters)) {}

  std::vector<std::vector<std::string_view>> Run() {
    if (!letters_.empty()) From(0);
    std::stable_sort(ways_.begin(), ways_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return std::move(ways_);
  }

 private:
  void From(size_t at) {
    if (ways_.size() == most_ || !cuts_.whole[at]) return;
    if (at == letters_.size()) {
      ways_.push_back(parts_);
      return;
    }
    if (letters_[at] == '\'') return From(at + 1);
    for (size_t length = std::min(kMaxSyllable, letters_.size() - at); length > 0; --length) {
      const std::string_view part = letters_.substr(at, length);
      if (!IsPinyinSyllable(part)) continue;
      parts_.push_back(part);
      From(at + length);
      parts_.pop_back();
    }
  }

  std::string_view letters_;
  size_t most_;
  Cuts cuts_;
  std::vector<std::string_view> parts_;
  std::vector<std::vector<std::string_view>> ways_;
};

}  // namespace

std::span<const std::string_view> PinyinReadings(char32_t folded) {
  if (folded < kFirstHan || folded > kLastHan) return {};
  const uint16_t number = kHan[folded - kFirstHan];
  if (number == 0) return {};
  if (number >= kPolyphone) {
    const auto& readings = kSortedPolyphones[number - kPolyphone].readings;
    return {readings.begin(), std::find(readings.begin(), readings.end(), std::string_view())};
  }
  return {&kSyllables[number - 1], 1};
}

bool IsPinyinSyllable(std::string_view letters) { return InTable(letters) || InTable(WithUmlaut(letters)); }

bool BeginsPinyinSyllable(std::string_view letters) {
  return BeginsOneOfTable(letters) || BeginsOneOfTable(WithUmlaut(letters));
}

PinyinShape PinyinShapeOf(std::string_view folded) {
  PinyinShape shape;
  bool han = false;
  bool letters = false;
  shape.syllables = shape.begun = true;
  for (size_t at = 0; at < folded.size();) {
    size_t end = at;
    const char32_t c = NextCodePoint(folded, &end);
    if (!IsLetter(c)) {
      if (PinyinReadings(c).empty()) return {};
      han = true;
      at = end;
      continue;
    }
    while (end < folded.size() && (IsLetter(static_cast<unsigned char>(folded[end])) || folded[end] == '\'')) ++end;
    const std::string_view stretch = folded.substr(at, end - at);
    const Cuts cuts = CutsOf(stretch);
    letters = true;
    shape.begun = shape.syllables && (end == folded.size() ? cuts.begun[0] : cuts.whole[0]);
    shape.syllables = shape.syllables && cuts.whole[0];
    if (stretch.size() == folded.size()) shape.initials = MayBeInitials(stretch);
    if (!shape.begun) break;
    at = end;
  }
  if (!letters) return {};
  if (!han) return shape;
  return {.mixed = shape.begun};
}

std::vector<std::vector<std::string_view>> SplitPinyin(std::string_view letters, size_t most) {
  return Splitter(letters, most).Run();
}

}  // namespace sou::text
