// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>

namespace sou {

// Deleter of a std::unique_ptr<std::FILE>. What was written must have been flushed: an error here is lost.
struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace sou
