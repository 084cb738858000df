// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Page as the document data of the index: four bytes with the size of what follows (little-endian), everything but
// the body as CBOR (RFC 8949, by nlohmann_json), the body as it is. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "common/base/result.h"
#include "common/store/page.h"

namespace sou::store {

[[nodiscard]] std::string EncodePage(const Page& page);

// kCorrupt if the bytes are no page. Offsets of headings and code blocks are checked to lie in the body.
[[nodiscard]] Result<Page> DecodePage(std::string_view bytes);

// The body alone, for those who need no more: the end of `bytes`. What stands before it holds the page's other texts as
// they are, byte by byte. kCorrupt if there is none.
[[nodiscard]] Result<std::string_view> StoredBody(std::string_view bytes);

}  // namespace sou::store
