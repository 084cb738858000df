// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a log, read as a stream: a log may be larger than memory, and standard input may never have been a file.
// Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/function_ref.h"
#include "common/base/result.h"

namespace sou::query {

inline constexpr size_t kMaxLogLineBytes = size_t{1} << 20;  // of what is longer, the beginning is given

// `number` counts from 1. The line is valid during the call and has no line end.
using OnLogLine = FunctionRef<void(std::string_view line, uint64_t number)>;

// Gives every line that is not empty to `on_line`. `file`: a path, or "-" for standard input. kUnsupported if it is
// compressed: the message says how to read it; else kNotFound or kIo.
[[nodiscard]] Status ForEachLogLine(const std::string& file, OnLogLine on_line);

// The file's name in messages: "-" is standard input.
[[nodiscard]] std::string LogName(const std::string& file);

}  // namespace sou::query
