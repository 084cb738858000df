// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looking up the words of a real index: near words of one and two edits, words that begin so. The file of words is
// named by SOU_WORDS (INDEX/gen-*/words).
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/store/vocabulary.h"
#include "query/correct/completion.h"
#include "query/correct/near_words.h"

namespace sou {
namespace {

// Every so many words of the index, as long as asked for, their third letter left out.
std::vector<std::string> Misspelt(const store::Vocabulary& vocabulary, size_t min_size, size_t max_size) {
  std::vector<std::string> words;
  size_t seen = 0;
  vocabulary.EachIn({"a", "{"}, [&](const store::VocabularyWord& word) {
    const bool letters = word.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    if (!letters || word.text.size() < min_size || word.text.size() > max_size || ++seen % 97 != 0) return;
    words.emplace_back(word.text);
    words.back().erase(2, 1);
  });
  return words;
}

void Near(benchmark::State& state, const store::Vocabulary& vocabulary, const std::vector<std::string>& words) {
  size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(query::FindNearWords(vocabulary, words[next++ % words.size()], 12));
}

void Complete(benchmark::State& state, const store::Vocabulary& vocabulary, const std::string& prefix) {
  size_t found = 0;
  for (auto _ : state) benchmark::DoNotOptimize(found = query::Complete(vocabulary, prefix).all);
  state.counters["tokens"] = static_cast<double>(found);
}

void Open(benchmark::State& state, const char* path) {
  for (auto _ : state) benchmark::DoNotOptimize(store::Vocabulary::Open(path).ok());
}

}  // namespace
}  // namespace sou

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const char* path = std::getenv("SOU_WORDS");
  if (path == nullptr) {
    std::fprintf(stderr, "SOU_WORDS must name the words of an index\n");
    return 2;
  }
  auto vocabulary = sou::store::Vocabulary::Open(path);
  if (!vocabulary.ok()) {
    std::fprintf(stderr, "%s\n", vocabulary.error().ToString().c_str());
    return 2;
  }
  const auto one = sou::Misspelt(*vocabulary, 5, 8);
  const auto two = sou::Misspelt(*vocabulary, 9, 20);
  if (!one.empty() && !two.empty()) {
    benchmark::RegisterBenchmark("near/1 edit", [&](benchmark::State& state) { sou::Near(state, *vocabulary, one); });
    benchmark::RegisterBenchmark("near/2 edits", [&](benchmark::State& state) { sou::Near(state, *vocabulary, two); });
  }
  for (const char* prefix : {"c", "co", "con"}) {
    benchmark::RegisterBenchmark((std::string("prefix/") + prefix).c_str(),
                                 [&, prefix](benchmark::State& state) { sou::Complete(state, *vocabulary, prefix); });
  }
  benchmark::RegisterBenchmark("open and check", [=](benchmark::State& state) { sou::Open(state, path); });
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
