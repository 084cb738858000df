// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a line of what is looked up, then a vocabulary, perhaps damaged.
#include <string>

#include "common/store/vocabulary.h"
#include "tests/fuzz/law.h"

namespace sou::store {
namespace {

using fuzz::Law;

void CheckVocabulary(std::string_view word, std::string_view bytes) {
  const Result<Vocabulary> vocabulary = Vocabulary::FromBytes(bytes);
  if (!vocabulary.ok()) {
    Law(vocabulary.error().code == ErrorCode::kCorrupt, "what is no vocabulary is damaged");
    return;
  }
  std::string last;
  size_t words = 0;
  vocabulary->EachIn({}, [&](const VocabularyWord& found) {
    Law(words == 0 || last < found.text, "words come in order");
    Law(found.text.size() <= kMaxVocabularyWordBytes, "words are short");
    last = found.text;
    ++words;
  });
  Law(words == vocabulary->size(), "all words come");
  vocabulary->EachIn(Vocabulary::BeginningWith(word), [&](const VocabularyWord& found) {
    Law(found.text.starts_with(word), "a word of the range begins so");
  });
  for (uint32_t edits = 0; edits <= 2; ++edits) {
    vocabulary->EachNear(word, edits, {}, [&](const VocabularyWord&, uint32_t distance) {
      Law(distance <= edits, "near words are near");
    });
  }
}

}  // namespace
}  // namespace sou::store

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [word, bytes] = sou::fuzz::CutFirstLine(sou::fuzz::AsText(data, size));
  sou::store::CheckVocabulary(word, bytes);
  return 0;
}
