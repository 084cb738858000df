// SPDX-License-Identifier: GPL-3.0-or-later
//
// Remembers something about the short words seen last, in a table of fixed size: a text repeats its words, and stemming
// or looking up one costs more than finding it here. A slot per hash, the newer word takes it. Exact: words are
// compared as a whole. One object per thread.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace sou::text {

// `ValueType` is a plain struct; kBits: the table has 2^kBits slots; kBytes, a multiple of 8, is the longest word.
template <typename ValueType, size_t kBits, size_t kBytes = 24>
class WordMemo {
 public:
  using Value = ValueType;
  static constexpr size_t kMaxWordBytes = kBytes;

  // Whether the word may be asked about: neither empty nor longer than a slot. It must hold no NUL byte.
  [[nodiscard]] static bool Fits(std::string_view word) { return !word.empty() && word.size() <= kMaxWordBytes; }

  // What was put last for the word; null if it was never put, or another word took its place. Requires Fits(word).
  [[nodiscard]] const Value* Find(std::string_view word) const {
    if (slots_.empty()) return nullptr;
    const Key key = KeyOf(word);
    const Slot& slot = slots_[HashOf(key)];
    return slot.key == key ? &slot.value : nullptr;
  }

  // Requires Fits(word). The result is valid until the next Put or Clear.
  const Value& Put(std::string_view word, const Value& value) {
    if (slots_.empty()) slots_.resize(size_t{1} << kBits);
    const Key key = KeyOf(word);
    Slot& slot = slots_[HashOf(key)];
    slot = {key, value};
    return slot.value;
  }

  void Clear() { slots_.clear(); }

 private:
  using Key = std::array<uint64_t, kMaxWordBytes / sizeof(uint64_t)>;  // the word, padded with NUL
  struct Slot {
    Key key = {};
    Value value = {};
  };

  static Key KeyOf(std::string_view word) {
    Key key = {};
    std::memcpy(key.data(), word.data(), word.size());
    return key;
  }

  static size_t HashOf(const Key& key) {
    constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;  // bits all over; 2^64 / golden ratio
    uint64_t hash = 0;
    for (const uint64_t part : key) hash = (std::rotl(hash, 23) ^ part) * kOdd;
    hash ^= hash >> 32;
    return (hash * kOdd) >> (64 - kBits);
  }

  std::vector<Slot> slots_;  // none until the first word
};

}  // namespace sou::text
