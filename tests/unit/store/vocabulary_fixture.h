// SPDX-License-Identifier: GPL-3.0-or-later
//
// A vocabulary in a temporary file, written as sou-index writes it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "common/store/vocabulary.h"

namespace sou::store {

// Word → pages, title pages. Fails the test if it cannot be written or read back.
inline Vocabulary MakeVocabulary(const std::map<std::string, std::pair<uint32_t, uint32_t>>& words) {
  static int number = 0;
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) /
                                     ("sou-words-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
  Result<VocabularyWriter> writer = VocabularyWriter::Create(path);
  EXPECT_TRUE(writer.ok());
  if (!writer.ok()) return {};
  for (const auto& [word, counts] : words) writer->Add({word, counts.first, counts.second});
  const Status status = writer->Finish();
  EXPECT_TRUE(status.ok());
  Result<Vocabulary> vocabulary = Vocabulary::Open(path);
  EXPECT_TRUE(vocabulary.ok()) << (vocabulary.ok() ? "" : vocabulary.error().ToString());
  std::filesystem::remove(path);  // what is mapped stays
  return vocabulary.ok() ? std::move(*vocabulary) : Vocabulary();
}

}  // namespace sou::store
