// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: what is typed, a line end, and a suggestions file, perhaps damaged. The header's hash is put right, so that
// what it protects is read, too.
#include <xxhash.h>

#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "common/store/suggestions.h"
#include "query/correct/han_correction.h"
#include "query/suggest/suggester.h"
#include "tests/fuzz/law.h"

namespace sou::query {
namespace {

using fuzz::Law;

void CheckSuggestions(std::string_view typed, std::string_view file) {
  // Aligned as a mapped file is, and of its exact size.
  std::vector<uint64_t> words((file.size() + 7) / 8);
  std::memcpy(words.data(), file.data(), file.size());
  auto* bytes = reinterpret_cast<char*>(words.data());
  if (file.size() >= sizeof(store::FileHeader)) {
    const uint64_t hash = XXH3_64bits(bytes, offsetof(store::FileHeader, hash));
    std::memcpy(bytes + offsetof(store::FileHeader, hash), &hash, sizeof(hash));
  }
  const Result<store::Suggestions> opened = store::Suggestions::FromBytes({bytes, file.size()});
  if (!opened.ok()) {
    Law(!opened.error().message.empty(), "an error says something");
    return;
  }
  (void)opened->CheckAll();
  const SuggestResponse response = Suggest(*opened, nullptr, {std::string(typed), 10, {}});
  Law(response.suggestions.size() <= 10, "no more than asked for");
  for (const Suggestion& suggestion : response.suggestions)
    Law(!suggestion.text.empty(), "a suggestion says something");
  for (uint32_t i = 0; i < opened->pages() && opened->PageUrl(i); ++i) continue;
  for (uint32_t i = 0; i < opened->size(); ++i) (void)opened->GivenOf(i);
  Law(opened->WordStarts().size() == opened->size(), "every entry has its words");
  Law(CorrectHan(*opened, typed).size() <= 3, "no more corrections than asked for");
}

}  // namespace
}  // namespace sou::query

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [typed, file] = sou::fuzz::CutFirstLine(sou::fuzz::AsText(data, size));
  sou::query::CheckSuggestions(typed, file);
  return 0;
}
