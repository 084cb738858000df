// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a stored page, perhaps damaged.
#include <string>

#include "common/store/record.h"
#include "tests/fuzz/law.h"

namespace sou::store {
namespace {

using fuzz::Law;

void CheckOffsets(const Page& page) {
  for (const Heading& heading : page.headings) Law(heading.offset <= page.body.size(), "headings lie in the body");
  for (const CodeBlock& code : page.code_blocks) {
    Law(code.begin <= code.end && code.end <= page.body.size(), "code blocks lie in the body");
  }
}

void CheckRecord(std::string_view bytes) {
  const Result<Page> page = DecodePage(bytes);
  if (!page.ok()) {
    Law(page.error().code == ErrorCode::kCorrupt, "what is no page is damaged");
    Law(!page.error().message.empty(), "an error says something");
    return;
  }
  CheckOffsets(*page);
  const std::string encoded = EncodePage(*page);
  const Result<Page> again = DecodePage(encoded);
  Law(again.ok(), "what was encoded can be decoded");
  Law(*again == *page, "a page encoded and decoded is the page");
  Law(EncodePage(*again) == encoded, "a page has one encoding");
}

}  // namespace
}  // namespace sou::store

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sou::store::CheckRecord(sou::fuzz::AsText(data, size));
  return 0;
}
