// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: an HTML page or fragment.
#include <string>
#include <string_view>

#include "indexer/source/html_text.h"
#include "tests/fuzz/source_laws.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string html = sou::text::RepairUtf8(sou::fuzz::AsText(data, size));
  sou::indexer::BodyBuilder builder;
  // As in Markdown, where HTML stands within a line.
  builder.Text("before");
  sou::indexer::AddHtml(html, &builder);
  builder.Text("after");
  const sou::indexer::Body body = builder.Finish();
  sou::fuzz::CheckBody(body);
  sou::fuzz::Law(body.text.starts_with("before") && body.text.ends_with("after"), "the text around stays");
  const std::string name = sou::indexer::TagName(html);
  sou::fuzz::Law(sou::fuzz::IsUtf8(name), "tag names are UTF-8");
  sou::fuzz::Law(name.find_first_of("<> \n") == std::string::npos, "tag names are names");
  return 0;
}
