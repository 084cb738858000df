// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/page_sum.h"

#include <xxhash.h>

#include <algorithm>

namespace sou::store {

uint64_t HashOfUrl(std::string_view url) { return url.empty() ? 0 : XXH3_64bits(url.data(), url.size()); }

void PageSum::Toggle(uint64_t url, std::string_view anchor) {
  urls ^= url;
  anchors.resize(std::max(anchors.size(), anchor.size()));
  for (size_t i = 0; i < anchor.size(); ++i) anchors[i] = static_cast<char>(anchors[i] ^ anchor[i]);
  while (!anchors.empty() && anchors.back() == '\0') anchors.pop_back();
}

}  // namespace sou::store
