// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/url.h"

#include <algorithm>

#include "common/base/percent.h"
#include "common/text/utf8.h"

namespace sou::web {
namespace {

std::string DecodeQueryPart(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return text::RepairUtf8(PercentDecode(spaced));
}

// A client that takes us for a proxy names the host, too (RFC 9112, 3.2.2).
std::string_view WithoutOrigin(std::string_view target) {
  const size_t scheme = target.starts_with("http://") ? 7 : target.starts_with("https://") ? 8 : 0;
  if (scheme == 0) return target;
  const size_t path = target.find_first_of("/?", scheme);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

}  // namespace

Params ParseQuery(std::string_view query) {
  Params params;
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    params.emplace(DecodeQueryPart(pair.substr(0, equals)), DecodeQueryPart(value));
  }
  return params;
}

Target ParseTarget(std::string_view target) {
  target = WithoutOrigin(target.substr(0, target.find('#')));
  const size_t question = target.find('?');
  Target out;
  out.path = text::RepairUtf8(PercentDecode(target.substr(0, question)));
  if (question != std::string_view::npos) out.params = ParseQuery(target.substr(question + 1));
  return out;
}

}  // namespace sou::web
