// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of an identifier by which readers look for it: kube-apiserver → kube, apiserver; getPods → get, pods;
// snake_case → snake, case; v1.24.5 → 1.24.5, 1.24. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"

namespace sou::text {

struct WordParts {
  std::vector<ByteRange> parts;  // within the word, in order; empty if the word has no parts but itself
  std::string joined;            // all parts without the signs between them (nodejs); empty if that is the word itself
  bool version = false;  // a version or address: the parts are nested (1.24.5 holds 1.24), not beside each other
};

// `folded` is a kWord segment; `original` is the text it was folded from, whose capitals tell getPods apart (used only
// where both are ASCII of one length). Replaces *out.
void SplitWord(std::string_view folded, std::string_view original, WordParts* out);

}  // namespace sou::text
