// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a line of an access log, and the same bytes as the query of one.
#include <string>
#include <string_view>

#include "query/report/access_line.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using sou::fuzz::Law;
  const std::string_view text = sou::fuzz::AsText(data, size);
  if (const auto line = sou::query::ParseAccessLine(text); line.ok()) {
    const std::string written = sou::query::ToJsonLine(*line);
    const auto again = sou::query::ParseAccessLine(written);
    Law(again.ok() && *again == *line, "what is read and written again is equal");
  }
  sou::query::AccessLine line;
  line.method = "GET";
  line.query = text;
  const std::string written = sou::query::ToJsonLine(line);
  Law(sou::fuzz::IsUtf8(written), "a line is UTF-8");
  for (const char c : written)
    Law(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a line has no control character");
  const auto read = sou::query::ParseAccessLine(written);
  Law(read.ok() && read->query == sou::text::RepairUtf8(text), "the query is read as it was asked");
  return 0;
}
