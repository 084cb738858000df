// SPDX-License-Identifier: GPL-3.0-or-later
//
// What all searchers of a generation share: it is opened once, before the first of them. Immutable, so safe to share
// between threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/generation.h"
#include "common/store/page_store.h"
#include "common/store/suggestions.h"
#include "common/store/vocabulary.h"

namespace sou::query {

struct OpenGeneration {
  store::Generation generation;
  // Those of the index that have stems, most pages first; English always, since Latin words of pages without a stemmer
  // of their own have English stems.
  std::vector<std::string> languages;
  store::Suggestions suggestions;
  store::Vocabulary vocabulary;
  std::vector<store::PageStore> pages;  // of the base, and of the delta if there is one
};

// Fails if a file of the generation is missing or broken.
[[nodiscard]] Result<std::shared_ptr<const OpenGeneration>> Open(store::Generation generation);

}  // namespace sou::query
