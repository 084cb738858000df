// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_message.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/store/record.h"

namespace sou::indexer {
namespace {

using Json = nlohmann::json;

Json PlaceJson(const Place& place) { return {place.path, place.line, place.column}; }
Place PlaceOf(const Json& json) {
  return {json.at(0).get<std::string>(), json.at(1).get<uint32_t>(), json.at(2).get<uint32_t>()};
}

std::string ToBytes(const Json& json) {
  std::string bytes;
  Json::to_cbor(json, bytes);
  return bytes;
}

// Builds with `make` from CBOR; nullopt if it is none or has another shape.
template <typename Make>
auto FromBytes(std::string_view bytes, Make make) -> decltype(std::optional(make(Json()))) {
  try {
    return make(Json::from_cbor(bytes));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

ReadOutcome OutcomeOf(const Json& json) {
  ReadOutcome outcome;
  if (json.contains("skipped")) {
    const Json& error = json["skipped"];
    outcome.skipped =
        Error{static_cast<ErrorCode>(error.at(0).get<int>()), error.at(1).get<std::string>(), PlaceOf(error.at(2))};
  }
  if (json.contains("left_out")) outcome.left_out = json["left_out"].get<std::string>();
  if (json.contains("until")) outcome.valid_until = Timestamp{json["until"].get<int64_t>(), 0};
  outcome.looks_at = json.at("looks_at").get<uint8_t>() & kLooksAtAll;
  for (const Json& warning : json.at("warnings")) {
    outcome.warnings.push_back({PlaceOf(warning.at(0)), warning.at(1).get<std::string>()});
  }
  return outcome;
}

bool ReceiveAll(int socket, char* into, size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(socket, into, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

bool SendAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

}  // namespace

std::string EncodeRequest(const SourceFile& file) {
  return ToBytes({file.path, file.size, file.mtime_ns, file.offset, file.line});
}

std::optional<SourceFile> DecodeRequest(std::string_view bytes) {
  return FromBytes(bytes, [](const Json& json) {
    return SourceFile{json.at(0).get<std::string>(), json.at(1).get<uint64_t>(), json.at(2).get<int64_t>(),
                      json.at(3).get<uint64_t>(), json.at(4).get<uint32_t>()};
  });
}

std::string EncodeOutcome(const ReadOutcome& outcome) {
  Json json = {{"warnings", Json::array()}, {"looks_at", outcome.looks_at}};
  if (outcome.skipped) {
    json["skipped"] = {static_cast<int>(outcome.skipped->code), outcome.skipped->message,
                       PlaceJson(outcome.skipped->place)};
  }
  if (outcome.left_out) json["left_out"] = *outcome.left_out;
  if (outcome.valid_until) json["until"] = outcome.valid_until->unix_seconds;
  for (const Warning& warning : outcome.warnings) {
    json["warnings"].push_back({PlaceJson(warning.place), warning.message});
  }
  // The page follows as it is stored, so that its text is not encoded twice.
  const std::string head = ToBytes(json);
  const auto size = static_cast<uint32_t>(head.size());
  std::string bytes(reinterpret_cast<const char*>(&size), sizeof(size));
  bytes += head;
  if (outcome.page) bytes += store::EncodePage(*outcome.page);
  return bytes;
}

std::optional<PageAnswer> DecodeOutcome(std::string_view bytes) {
  uint32_t size = 0;
  if (bytes.size() < sizeof(size)) return std::nullopt;
  std::memcpy(&size, bytes.data(), sizeof(size));
  bytes.remove_prefix(sizeof(size));
  if (size > bytes.size()) return std::nullopt;
  std::optional<ReadOutcome> outcome = FromBytes(bytes.substr(0, size), OutcomeOf);
  bytes.remove_prefix(size);
  if (!outcome) return std::nullopt;
  if (!bytes.empty()) {
    Result<Page> page = store::DecodePage(bytes);
    if (!page.ok()) return std::nullopt;
    outcome->page = std::move(*page);
  }
  return PageAnswer{std::move(*outcome), std::string(bytes)};
}

bool SendMessage(int socket, std::string_view bytes) {
  const auto size = static_cast<uint32_t>(bytes.size());
  return bytes.size() < kMaxMessageBytes && SendAll(socket, {reinterpret_cast<const char*>(&size), sizeof(size)}) &&
         SendAll(socket, bytes);
}

std::optional<Received> ReceiveMessage(int socket) {
  uint32_t size = 0;
  if (!ReceiveAll(socket, reinterpret_cast<char*>(&size), sizeof(size))) return std::nullopt;
  if (size == kOutOfTime) return Received{true, {}};
  if (size >= kMaxMessageBytes) return std::nullopt;
  Received received;
  received.bytes.resize(size);
  if (!ReceiveAll(socket, received.bytes.data(), size)) return std::nullopt;
  return received;
}

}  // namespace sou::indexer
