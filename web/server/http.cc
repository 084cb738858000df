// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/http.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace sou::web {
namespace {

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

}  // namespace

Response ErrorResponse(int status, std::string_view code, std::string_view message) {
  const nlohmann::json body = {{"error", {{"code", code}, {"message", message}}}};
  Response response;
  response.status = status;
  // The message may quote what the client sent; broken UTF-8 must not throw.
  response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  // As in all of Sou's JSON: what is quoted ends no script element.
  for (size_t at = 0; (at = response.body.find('<', at)) != std::string::npos;) response.body.replace(at, 1, "\\u003c");
  response.headers.emplace_back("Cache-Control", "no-store");
  response.error = ErrorText{std::string(code), std::string(message)};
  return response;
}

Response NotFound() { return ErrorResponse(404, "not_found", "There is nothing at this address."); }

Response Overloaded() {
  Response response = ErrorResponse(503, "overloaded", "Too many searches at once. Try again in a moment.");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

void AddCommonHeaders(Response* response) {
  response->headers.emplace_back("X-Content-Type-Options", "nosniff");
  response->headers.emplace_back("Referrer-Policy", "strict-origin-when-cross-origin");
  if (response->content_type.starts_with("text/html")) {
    response->headers.emplace_back("Content-Security-Policy", kContentSecurityPolicy);
  }
}

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 505:
      return "HTTP Version Not Supported";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

std::string RawResponse(const Response& response) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\nConnection: close\r\nContent-Length: {}\r\n", response.status,
                                ReasonPhrase(response.status), response.body.size());
  if (!response.content_type.empty()) out += "Content-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) out += name + ": " + value + "\r\n";
  return out + "\r\n" + response.body;
}

}  // namespace sou::web
