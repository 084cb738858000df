// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/errors.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "web/meili/json_body.h"

namespace sou::web::meili {
namespace {

struct Translation {
  std::string_view code;     // Sou's
  std::string_view meili;    // Meilisearch's
  std::string_view message;  // empty: the message stays
};

constexpr std::string_view kNoKey = "The Authorization header is missing. It must use the bearer authorization method.";
constexpr std::string_view kWrongKey = "The provided API key is invalid.";
constexpr std::string_view kTooMany =
    "Too many search requests are running at the same time. Retry after a few seconds.";

constexpr std::array kTranslations = {
    Translation{"missing_key", "missing_authorization_header", kNoKey},
    Translation{"invalid_key", "invalid_api_key", kWrongKey},
    Translation{"rate_limited", "too_many_search_requests", ""},
    Translation{"overloaded", "too_many_search_requests", kTooMany},
    Translation{"index_unavailable", "internal", ""},
    Translation{"body_too_large", "payload_too_large", ""},
    Translation{"unsupported_encoding", "invalid_content_type", ""},
    Translation{"length_required", "bad_request", ""},
    Translation{"timeout", "bad_request", ""},
    Translation{"headers_too_large", "bad_request", ""},
    Translation{"url_too_long", "bad_request", ""},
    Translation{"invalid_parameter", "bad_request", ""},
};

struct Status {
  std::string_view code;
  int status;
};
// All others are 400.
constexpr std::array kStatuses = {
    Status{"missing_authorization_header", 401},
    Status{"invalid_api_key", 403},
    Status{"index_not_found", 404},
    Status{"document_not_found", 404},
    Status{"not_found", 404},
    Status{"method_not_allowed", 405},
    Status{"payload_too_large", 413},
    Status{"missing_content_type", 415},
    Status{"invalid_content_type", 415},
    Status{"internal", 500},
    Status{"too_many_search_requests", 503},
};

int StatusOf(std::string_view code) {
  const auto found =
      std::find_if(kStatuses.begin(), kStatuses.end(), [&](const Status& row) { return row.code == code; });
  return found == kStatuses.end() ? 400 : found->status;
}

std::string_view TypeOf(std::string_view code) {
  if (code == "missing_authorization_header" || code == "invalid_api_key") return "auth";
  if (code == "internal") return "internal";
  if (code == "too_many_search_requests") return "system";
  return "invalid_request";
}

std::string BodyOf(const ErrorText& error) {
  const nlohmann::ordered_json body = {{"message", error.message},
                                       {"code", error.code},
                                       {"type", TypeOf(error.code)},
                                       {"link", "https://docs.meilisearch.com/errors#" + error.code}};
  return PrintJson(body);
}

ErrorText Translated(const ErrorText& error) {
  for (const Translation& row : kTranslations) {
    if (row.code != error.code) continue;
    return {std::string(row.meili), row.message.empty() ? error.message : std::string(row.message)};
  }
  return error;
}

bool HasHeader(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

void Rewrite(Response* response) {
  ErrorText error = Translated(*response->error);
  response->body = BodyOf(error);
  const bool later = error.code == "too_many_search_requests" && !HasHeader(*response, "Retry-After");
  if (later) response->headers.emplace_back("Retry-After", "10");
  response->error = std::move(error);
}

}  // namespace

Response ErrorResponse(std::string_view code, std::string_view message) {
  Response response = web::ErrorResponse(StatusOf(code), code, message);
  Rewrite(&response);
  return response;
}

Response ErrorResponse(const ErrorText& error) { return ErrorResponse(error.code, error.message); }

bool IsMeiliPath(std::string_view path) {
  constexpr std::array<std::string_view, 14> kRoots = {
      "indexes",   "multi-search", "health", "version", "stats",        "keys",
      "tasks",     "batches",      "dumps",  "network", "swap-indexes", "experimental-features",
      "snapshots", "chats"};
  if (!path.starts_with('/')) return false;
  path.remove_prefix(1);
  return std::find(kRoots.begin(), kRoots.end(), path.substr(0, path.find('/'))) != kRoots.end();
}

Router::Filter MeiliErrors() {
  return [](const Request& request, Response* response) {
    if (response->error && IsMeiliPath(request.path)) Rewrite(response);
  };
}

}  // namespace sou::web::meili
