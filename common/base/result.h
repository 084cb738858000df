// SPDX-License-Identifier: GPL-3.0-or-later
//
// Expected failures are values. Result<T> holds either a T or an Error that says what went wrong, where, and (in its
// message) what to do. Exceptions of libraries stop at the file that calls the library. Not thread-safe, cheap to move.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace sou {

enum class ErrorCode {
  kInvalidArgument,  // the caller or the user asked for something that cannot be
  kInvalidInput,     // a content or configuration file is malformed
  kNotFound,
  kIo,           // the system refused to read or write
  kCorrupt,      // an index file is damaged
  kUnsupported,  // an index or file of another version or kind
  kLocked,       // another process holds the index
  kLimit,        // a limit was reached; the message names the option
  kInternal,     // a bug of ours or an unexpected failure of a library
};

// Where an error lies. Lines and columns count from 1, columns in bytes; 0 means unknown.
struct Place {
  std::string path;
  uint32_t line = 0;
  uint32_t column = 0;

  bool operator==(const Place&) const = default;
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  Place place = {};

  // "path:line:column: message", leaving out what is unknown.
  [[nodiscard]] std::string ToString() const {
    std::string out = place.path;
    if (place.line > 0) out += ":" + std::to_string(place.line);
    if (place.line > 0 && place.column > 0) out += ":" + std::to_string(place.column);
    return out.empty() ? message : out + ": " + message;
  }
};

// A T or an Error. Converts from both, so `return value;` and `return Error{...};` work.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  // Only when ok().
  T& value() & { return *std::get_if<0>(&state_); }
  const T& value() const& { return *std::get_if<0>(&state_); }
  T&& value() && { return std::move(*std::get_if<0>(&state_)); }
  T* operator->() { return std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  // Only when !ok().
  [[nodiscard]] const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

// Success or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace sou
