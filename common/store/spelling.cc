// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/spelling.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace sou::store {
namespace {

enum Edit : uint8_t {
  kTake = 0x00,
  kCapital = 0x40,
  kCapitals = 0x80,
  kSign = 0x90,
  kCharacter = 0xB1,
  kInstead = 0xB2,
  kLeaveOut = 0xB3,
  kBytes = 0xB4,
  kTakeAndBlank = 0xC0,
};
constexpr size_t kMostTaken = 64;
constexpr size_t kMostCapitals = 17;

constexpr std::string_view kSigns = R"( !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";
static_assert(kSign + kSigns.size() == kCharacter);

bool IsCapital(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }
char Capital(char c) { return static_cast<char>(IsSmall(c) ? c - 'a' + 'A' : c); }

class Editor {
 public:
  Editor(std::string_view key, std::string_view text) : key_(key), text_(text) {}

  std::string Run() {
    for (size_t at = 0; at < text_.size();) at = Step(at);
    if (at_key_ == key_.size() && capitals_ == 0) return std::move(edits_);  // what is taken last says nothing
    Flush();
    while (at_key_ < key_.size()) LeaveOut();
    return std::move(edits_);
  }

 private:
  // Goes behind the text's next character.
  size_t Step(size_t at) {
    size_t behind = at;
    const char32_t wanted = text::NextCodePoint(text_, &behind);
    if (Takes(wanted)) return behind;
    // A blank between two words that the text parts by a sign.
    if (at_key_ + 1 < key_.size() && key_[at_key_] == ' ' && Matches(wanted, at_key_ + 1)) {
      LeaveOut();
      Takes(wanted);
      return behind;
    }
    PutIn(wanted, text_.substr(at, behind - at));
    return behind;
  }

  [[nodiscard]] bool Matches(char32_t wanted, size_t at) const {
    const char32_t c = text::NextCodePoint(key_, &at);
    return c == wanted || (IsCapital(wanted) && c == wanted + 'a' - 'A');
  }

  // Whether the key's next character is, or becomes, the one that is wanted.
  bool Takes(char32_t wanted) {
    if (at_key_ >= key_.size()) return false;
    size_t behind = at_key_;
    const char32_t c = text::NextCodePoint(key_, &behind);
    if (c == wanted) {
      taken_ += behind - at_key_;
      at_key_ = behind;
      return true;
    }
    if (IsCapital(wanted) && c == wanted + 'a' - 'A') {
      if (taken_ > 0) Flush();
      ++capitals_;
      ++at_key_;
      return true;
    }
    if (wanted > 0xFFFF || text::FoldAlone(wanted) != c) return false;
    Flush();
    Append(kInstead);
    AppendUnit(wanted);
    at_key_ = behind;
    return true;
  }

  void LeaveOut() {
    Flush();
    Append(kLeaveOut);
    text::NextCodePoint(key_, &at_key_);
  }

  void PutIn(char32_t c, std::string_view bytes) {
    if (c == ' ' && taken_ > 0) {
      FlushBefore(taken_ > kMostTaken ? (taken_ - 1) % kMostTaken + 1 : taken_);
      edits_.back() = static_cast<char>(static_cast<uint8_t>(edits_.back()) | kTakeAndBlank);
      return;
    }
    Flush();
    const size_t sign = c < 0x80 ? kSigns.find(static_cast<char>(c)) : std::string_view::npos;
    if (sign != std::string_view::npos) {
      Append(kSign + sign);
    } else if (c <= 0xFFFF) {
      Append(kCharacter);
      AppendUnit(c);
    } else {
      Append(kBytes);
      Append(bytes.size());
      edits_ += bytes;
    }
  }

  // Writes what was taken; the last bytes of it, `own`, as an edit kTake.
  void FlushBefore(size_t own) {
    taken_ -= own;
    Flush();
    Append(kTake + own - 1);
  }

  void Flush() {
    while (capitals_ > 1) {
      const size_t now = std::min(capitals_, kMostCapitals);
      Append(kCapitals + now - 2);
      capitals_ -= now;
    }
    if (capitals_ == 1) {
      const size_t now = std::min(taken_, kMostTaken - 1);
      Append(kCapital + now);
      capitals_ = 0;
      taken_ -= now;
    }
    while (taken_ > 0) {
      const size_t now = std::min(taken_, kMostTaken);
      Append(kTake + now - 1);
      taken_ -= now;
    }
  }

  void Append(size_t byte) { edits_ += static_cast<char>(byte); }
  void AppendUnit(char32_t c) {
    Append(c & 0xFF);
    Append(c >> 8);
  }

  std::string_view key_;
  std::string_view text_;
  size_t at_key_ = 0;
  size_t capitals_ = 0;  // letters before at_key_ that are not written yet: these first,
  size_t taken_ = 0;     // then so many bytes
  std::string edits_;
};

// Reads nothing outside of its two strings, whatever they say.
class Speller {
 public:
  Speller(std::string_view key, std::string_view edits) : key_(key), edits_(edits) {}

  std::string Run() {
    out_.reserve(key_.size() + edits_.size());
    while (!edits_.empty()) Apply(Next());
    Take(key_.size());
    return std::move(out_);
  }

 private:
  uint8_t Next() {
    if (edits_.empty()) return 0;
    const auto byte = static_cast<uint8_t>(edits_.front());
    edits_.remove_prefix(1);
    return byte;
  }

  void Apply(uint8_t edit) {
    if (edit < kCapital) return Take(edit - kTake + 1U);
    if (edit < kCapitals) {
      TakeCapitals(1);
      return Take(edit - kCapital);
    }
    if (edit < kSign) return TakeCapitals(edit - kCapitals + 2U);
    if (edit < kCharacter) return out_.push_back(kSigns[edit - kSign]);
    if (edit >= kTakeAndBlank) {
      Take(edit - kTakeAndBlank + 1U);
      return out_.push_back(' ');
    }
    if (edit == kInstead || edit == kLeaveOut) LeaveOut();
    if (edit == kInstead || edit == kCharacter) PutInUnit();
    if (edit == kBytes) PutInBytes(Next());
  }

  void Take(size_t bytes) {
    out_ += key_.substr(0, bytes);
    key_.remove_prefix(std::min(bytes, key_.size()));
  }
  void TakeCapitals(size_t letters) {
    for (const char c : key_.substr(0, letters)) out_ += Capital(c);
    key_.remove_prefix(std::min(letters, key_.size()));
  }
  void LeaveOut() {
    if (key_.empty()) return;
    size_t behind = 0;
    text::NextCodePoint(key_, &behind);
    key_.remove_prefix(behind);
  }
  void PutInUnit() {
    const char32_t low = Next();
    const char32_t c = low | static_cast<char32_t>(Next()) << 8;
    text::AppendCodePoint(c >= 0xD800 && c <= 0xDFFF ? text::kReplacement : c, &out_);
  }
  void PutInBytes(size_t bytes) {
    out_ += edits_.substr(0, bytes);
    edits_.remove_prefix(std::min(bytes, edits_.size()));
  }

  std::string_view key_;
  std::string_view edits_;
  std::string out_;
};

}  // namespace

std::string EditsOf(std::string_view key, std::string_view text) { return Editor(key, text).Run(); }

std::string Edited(std::string_view key, std::string_view edits) { return Speller(key, edits).Run(); }

}  // namespace sou::store
