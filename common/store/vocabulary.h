// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of an index, sorted by their bytes (which is by code points), each with how many pages have it: what typos
// are corrected and unfinished words are completed by. Words of alphabets, Kana and Hangul; none of Han.
//
// File: 24 bytes of header (magic, number of words and of blocks, bytes of the entries), the entries, the offset of
// each block's first entry. Numbers of the header and offsets are little-endian. An entry is the number of bytes that
// it shares with the word before it, the rest of the word, and its counts, numbers as LEB128; every kWordsPerBlock-th
// entry begins a block and shares nothing, so that a word is found by bisection (front coding, Witten, Moffat, Bell:
// Managing Gigabytes, 4.1).
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/close_file.h"
#include "common/base/function_ref.h"
#include "common/base/mapped_file.h"
#include "common/base/result.h"

namespace sou::store {

// Longer words are data, not names.
inline constexpr size_t kMaxVocabularyWordBytes = 96;

struct VocabularyWord {
  std::string_view text;     // folded, as indexed
  uint32_t pages = 0;        // that have it anywhere
  uint32_t title_pages = 0;  // that have it in their title or subtitle
};

// Whether a word of the index belongs into its vocabulary: nothing but an alphabet's word, Kana or Hangul.
[[nodiscard]] bool IsVocabularyWord(std::string_view word);

// Writes the file word by word; its memory is an offset per block. One thread; nothing is synced.
class VocabularyWriter {
 public:
  static Result<VocabularyWriter> Create(const std::filesystem::path& path);

  // In ascending order of bytes, each once; at most kMaxVocabularyWordBytes.
  void Add(const VocabularyWord& word);
  // Writes what is left. An error is any of the whole.
  Status Finish();

 private:
  VocabularyWriter(std::filesystem::path path, std::FILE* file) : path_(std::move(path)), file_(file) {}
  void Write(std::string_view bytes);

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::string last_;
  std::vector<uint32_t> offsets_;
  uint64_t bytes_ = 0;  // of the entries so far
  uint32_t words_ = 0;
};

// Immutable, so safe to share between threads. Words given to a sink are valid during its call only.
class Vocabulary {
 public:
  using Sink = FunctionRef<void(const VocabularyWord&)>;
  using NearSink = FunctionRef<void(const VocabularyWord&, uint32_t edits)>;

  // Words w with begin <= w < end. An empty end has no end.
  struct Range {
    std::string begin;
    std::string end;
  };
  // The words that begin with `prefix`.
  [[nodiscard]] static Range BeginningWith(std::string_view prefix);

  // Every entry and offset is checked: kCorrupt if one is wrong.
  static Result<Vocabulary> Open(const std::filesystem::path& path);
  // The same of bytes, which must outlive the vocabulary.
  static Result<Vocabulary> FromBytes(std::string_view bytes);
  Vocabulary() = default;  // no words

  [[nodiscard]] size_t size() const { return words_; }

  // The word's counts; no pages if there is no such word.
  [[nodiscard]] VocabularyWord Find(std::string_view word) const;

  // In order.
  void EachIn(const Range& range, Sink sink) const;

  // Words of the range within `max_edits` edits of `word`, in order: a code point inserted, left out or changed, or two
  // neighbours changed round, none of it within another edit (the restricted Damerau-Levenshtein distance). Words that
  // begin alike share the rows of its table, and where a row is over the limit the words below are passed over. A word
  // of more than kMaxNearCodePoints has none.
  static constexpr size_t kMaxNearCodePoints = 64;
  void EachNear(std::string_view word, uint32_t max_edits, const Range& range, NearSink sink) const;

 private:
  class Cursor;
  Status Read(std::string_view bytes);
  Status Check() const;
  [[nodiscard]] uint32_t OffsetOf(uint32_t block) const;
  [[nodiscard]] std::string_view HeadOf(uint32_t block) const;
  [[nodiscard]] uint32_t LastBlockUpTo(std::string_view word) const;

  MappedFile file_;
  std::string_view entries_;
  std::string_view offsets_;
  uint32_t words_ = 0;
  uint32_t blocks_ = 0;
};

}  // namespace sou::store
