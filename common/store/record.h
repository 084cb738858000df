// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Page as the document data of the index: four bytes with the size of the fields (little-endian), the fields one
// behind the other (record.cc has their order), the body as it is. A number is a varint (LEB128: seven bits a byte, the
// lowest first; signed ones zigzag, so that small ones are short), a text its size and its bytes, a list its length and
// its items. Every hit is decoded, most of them only to be ranked: a tree of CBOR took a quarter of a query. Pure
// functions, thread-safe.
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
