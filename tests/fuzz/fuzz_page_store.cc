// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a file of stored pages, perhaps damaged.
#include <string_view>

#include "common/store/page_store.h"
#include "tests/fuzz/law.h"

namespace sou::store {
namespace {

using fuzz::Law;

void CheckPageStore(std::string_view bytes) {
  const Result<PageStore> store = PageStore::FromBytes(bytes);
  if (!store.ok()) {
    Law(store.error().code == ErrorCode::kCorrupt, "what is no store is damaged");
    return;
  }
  Law(!store->Read(0).ok() && !store->Read(store->size() + 1).ok(), "there are no pages beyond");
  bool all = true;
  for (uint32_t page = 1; page <= store->size(); ++page) all = store->Read(page).ok() && all;
  Law(store->CheckAll().ok() == all, "a check reads all");
}

}  // namespace
}  // namespace sou::store

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  sou::store::CheckPageStore({reinterpret_cast<const char*>(data), size});
  return 0;
}
