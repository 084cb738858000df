// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the main process and a page reader tell each other: CBOR behind a length of four bytes (native byte order; both
// are the same program). Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/source/site_source.h"

namespace sou::indexer {

[[nodiscard]] std::string EncodeRequest(const SourceFile& file);
[[nodiscard]] std::optional<SourceFile> DecodeRequest(std::string_view bytes);

// A page with the record that the index stores: whoever encodes it first saves the next the work.
struct PageAnswer {
  ReadOutcome outcome;
  std::string record;  // empty without a page
};
[[nodiscard]] std::string EncodeOutcome(const ReadOutcome& outcome);
// nullopt if the bytes are none: a reader that hostile content has taken over may send anything.
[[nodiscard]] std::optional<PageAnswer> DecodeOutcome(std::string_view bytes);

// Instead of a length: the page took too long and the reader ends itself.
inline constexpr uint32_t kOutOfTime = 0xFFFFFFFF;
inline constexpr uint32_t kMaxMessageBytes = 1U << 31;

// False if the other side is gone or the system refuses.
[[nodiscard]] bool SendMessage(int socket, std::string_view bytes);
struct Received {
  bool out_of_time = false;
  std::string bytes;
};
[[nodiscard]] std::optional<Received> ReceiveMessage(int socket);

}  // namespace sou::indexer
