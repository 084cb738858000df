// SPDX-License-Identifier: GPL-3.0-or-later
//
// A request and a response as handlers see them: no sockets, no HTTP library. Handlers are called
// from many threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sou::web {

// Decoded query parameters; equal keys keep the order in which they were sent. Values are valid
// UTF-8.
using Params = std::multimap<std::string, std::string, std::less<>>;

using Captures = std::map<std::string, std::string, std::less<>>;

struct Request {
  std::string method;  // "GET"; HEAD arrives as GET
  std::string path;    // decoded, without the query
  Params params;
  // Only those in kForwardedHeaders (connection.cc), by lower-case name, control characters
  // removed. Whatever is in them was written by the client.
  std::map<std::string, std::string, std::less<>> headers;
  std::string body;
  std::string remote;  // the peer's address as the kernel tells it; "unix" on a local socket
  std::string client;  // the reader's address: `remote`, or what a trusted proxy says (web/server/client_address.h)
  std::string scheme = "http";  // by which the reader came: "http", or "https" if a trusted proxy says so
  std::string key;              // the name of the API key that was sent; empty: none, or an unknown one
  std::string id;               // distinct within a run, and unlikely to repeat between runs
  Captures captures;            // of the route's pattern: /indexes/{uid}/search

  // "" if the header was not sent.
  [[nodiscard]] std::string_view Header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

enum class CacheUse : uint8_t {
  kNone,    // of an answer that is never kept
  kHit,     // kept from before
  kMiss,    // computed
  kShared,  // another request was computing it
};

// "" for kNone.
constexpr std::string_view NameOf(CacheUse use) {
  switch (use) {
    case CacheUse::kHit:
      return "hit";
    case CacheUse::kMiss:
      return "miss";
    case CacheUse::kShared:
      return "shared";
    case CacheUse::kNone:
      break;
  }
  return "";
}

// Who may ask for what a route has.
enum class Access : uint8_t {
  kOpen,  // everybody, as often as they like
  kPage,  // everybody, within the limits of rate
  kApi,   // the same, with a key if the server has keys
};

// What the access log and the metrics tell of a request. Handlers fill in what they know.
struct Trace {
  std::string route;                 // as in the table: "/indexes/{uid}/search"; empty: none
  std::optional<std::string> query;  // of a search or a suggestion
  std::optional<uint64_t> total;     // pages found
  bool typing = false;               // the query is not finished
  bool question = false;             // a whole query that found pages with all its words: others may mean it, too
  std::optional<uint64_t> generation;
  CacheUse cache = CacheUse::kNone;
};

// An error before it has the shape that its clients expect.
struct ErrorText {
  std::string code;
  std::string message;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside Content-Type and Content-Length
  std::optional<ErrorText> error;                            // what `body` says, if ErrorResponse made it
  Trace trace;
};

using Handler = std::function<Response(const Request&)>;

// {"error":{"code":"…","message":"…"}}, never stored by caches. The message is for people and must
// hold nothing that only the log should have.
[[nodiscard]] Response ErrorResponse(int status, std::string_view code, std::string_view message);

// 404 for an address that nothing has.
[[nodiscard]] Response NotFound();

// 503 with a time after which to try again.
[[nodiscard]] Response Overloaded();

// Adds what every response carries: nosniff, a referrer policy and, for HTML, a content security
// policy that allows our own style sheet and script and nothing inline.
void AddCommonHeaders(Response* response);

// "Not Found" for 404; "" for a status that Sou does not send.
[[nodiscard]] std::string_view ReasonPhrase(int status);

// The response as bytes for a connection that ends with it, for answers given without reading the
// request.
[[nodiscard]] std::string RawResponse(const Response& response);

}  // namespace sou::web
