// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: a filter as Meilisearch's clients write it.
#include <string>

#include "tests/fuzz/law.h"
#include "web/meili/filter_parser.h"

namespace sou::web::meili {
namespace {

using fuzz::Law;

void CheckError(const Error& error) {
  Law(error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kUnsupported ||
          error.code == ErrorCode::kLimit,
      "a wrong filter is the caller's");
  Law(!error.message.empty() && fuzz::IsUtf8(error.message), "the message is UTF-8");
  Law(error.message.size() < 8000, "a long filter is not repeated whole");
}

void CheckFilter(const std::string& text) {
  const auto filter = ParseFilter(text, "sou");
  if (!filter.ok()) return CheckError(filter.error());
  if (!*filter) return;
  Law(query::CheckLimits(**filter).ok(), "a filter that is accepted is within its limits");
  const std::string printed = PrintFilter(**filter);
  const auto again = ParseFilter(printed, "sou");
  if (!again.ok()) {
    // Printing sets brackets that the author did not need.
    Law(again.error().message.find("maximum depth") != std::string::npos, "a filter that was printed can be read");
    return;
  }
  Law(*again == *filter, "a filter comes back as it was");
  Law(PrintFilter(**again) == printed, "and is printed as it was");
}

}  // namespace
}  // namespace sou::web::meili

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sou::web::meili::CheckFilter(sou::text::RepairUtf8(sou::fuzz::AsText(data, size)));
  return 0;
}
