// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/connection.h"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "common/text/utf8.h"
#include "web/server/socket_stream.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

constexpr std::array kForwardedHeaders = {"accept-language",
                                          "access-control-request-headers",
                                          "authorization",
                                          "content-type",
                                          "host",
                                          "if-none-match",
                                          "origin",
                                          "x-forwarded-for",
                                          "x-forwarded-proto"};

// The HTTP library decodes %0d%0a inside header values.
std::string CleanHeader(std::string_view value) {
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F) out.push_back(c);
  }
  return text::RepairUtf8(out);
}

class LibraryStream final : public httplib::Stream {
 public:
  LibraryStream(SocketStream* stream, const std::string& remote) : stream_(stream), remote_(remote) {}

  [[nodiscard]] bool is_readable() const override { return stream_->state() == SocketStream::State::kOpen; }
  [[nodiscard]] bool is_writable() const override { return is_readable(); }
  ssize_t read(char* ptr, size_t size) override { return static_cast<ssize_t>(stream_->Read(ptr, size)); }
  ssize_t write(const char* ptr, size_t size) override {
    return stream_->Write({ptr, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = remote_;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  [[nodiscard]] socket_t socket() const override { return stream_->fd(); }

 private:
  SocketStream* stream_;
  const std::string& remote_;
};

struct BodyPlan {
  size_t bytes = 0;
  std::optional<Response> refusal;
};

// Only a body of announced length, as it is: chunks and compression are where the HTTP library
// forgets its limits.
BodyPlan PlanBody(const httplib::Request& request, size_t max_bytes) {
  BodyPlan plan;
  if (request.has_header("Transfer-Encoding")) {
    plan.refusal = ErrorResponse(411, "length_required", "Send the body with a Content-Length, not in chunks.");
  } else if (request.has_header("Content-Encoding")) {
    plan.refusal = ErrorResponse(415, "unsupported_encoding", "Send the body without compression.");
  } else if (request.has_header("Content-Length")) {
    const std::string value = request.get_header_value("Content-Length");
    const char* end = value.data() + value.size();
    const auto [stop, failure] = std::from_chars(value.data(), end, plan.bytes);
    if (request.get_header_value_count("Content-Length") > 1 || stop != end ||
        (failure != std::errc() && failure != std::errc::result_out_of_range)) {
      plan.refusal = ErrorResponse(400, "bad_request", "Content-Length is not one number.");
    } else if (failure != std::errc() || plan.bytes > max_bytes) {
      plan.refusal = ErrorResponse(413, "body_too_large", "The body may have " + std::to_string(max_bytes) + " bytes.");
    }
  }
  return plan;
}

// What to say about a request that could not be read to its end.
Response UnreadableRequest(SocketStream::State state) {
  if (state == SocketStream::State::kExpired) {
    return ErrorResponse(408, "timeout", "The request did not arrive in time.");
  }
  return ErrorResponse(400, "bad_request", "The request is not valid HTTP.");
}

Response UrlTooLong() { return ErrorResponse(414, "url_too_long", "The URL is too long."); }

class Exchange final : private httplib::Server {
 public:
  Exchange(SocketStream* stream, const Visitor& visitor, bool last, const ConnectionLimits& limits,
           const Router& router)
      : stream_(stream), visitor_(visitor), keep_(!last), limits_(limits), router_(router) {
    set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
      Send(Answer(in), in, &out);
      return HandlerResponse::Handled;
    });
    set_error_handler(Server::Handler([this](const httplib::Request& in, httplib::Response& out) {
      if (!out.body.empty()) return;  // ours
      keep_ = false;
      Request request = ToRequest(in);
      Send(router_.Refuse(std::move(request), out.status == 414 ? UrlTooLong() : UnreadableRequest(stream_->state())),
           in, &out);
    }));
    set_expect_100_continue_handler([this](const httplib::Request& in, httplib::Response& out) {
      BodyPlan plan = PlanBody(in, limits_.max_body_bytes);
      if (!plan.refusal) return 100;
      Send(router_.Refuse(ToRequest(in), *std::move(plan.refusal)), in, &out);
      return out.status;
    });
    set_keep_alive_max_count(kMostRequests);
    set_keep_alive_timeout(limits.keep_alive.count());
  }

  // true: the connection may ask again.
  bool Run() {
    stream_->AllowReading(visitor_.head.bytes);
    LibraryStream stream(stream_, visitor_.connection.remote);
    bool closed = false;
    const bool written =
        process_request(stream, false, closed, [this](httplib::Request& request) { Prepare(&request); });
    keep_ = stream_->Flush() && written && keep_ && !closed;
    if (!keep_) stream_->Finish();
    return keep_;
  }

 private:
  // Only said, in a header: connections are closed when they are crowded out, not by counting.
  static constexpr size_t kMostRequests = 10'000;

  // Ranges of search results mean nothing, and compressing is the proxy's. A body that nobody reads would be taken for
  // the next request.
  void Prepare(httplib::Request* request) {
    request->ranges.clear();
    request->headers.erase("Range");
    request->headers.erase("Accept-Encoding");
    const bool has_body = request->has_header("Content-Length") && request->get_header_value("Content-Length") != "0";
    const bool readable = PlanBody(*request, limits_.max_body_bytes).refusal == std::nullopt;
    const bool read = !has_body || router_.TakesBody(request->method, ParseTarget(request->target).path);
    if (request->version != "HTTP/1.1" || AsksToClose(*request) || !readable || !read) keep_ = false;
    if (keep_) return;
    request->headers.erase("Connection");
    request->headers.emplace("Connection", "close");
  }

  static bool AsksToClose(const httplib::Request& request) {
    std::string value = request.get_header_value("Connection");
    std::transform(value.begin(), value.end(), value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    return value.find("close") != std::string::npos;
  }

  [[nodiscard]] Request ToRequest(const httplib::Request& in) const {
    Target target = ParseTarget(in.target);
    Request request;
    request.method = in.method;
    request.path = std::move(target.path);
    request.params = std::move(target.params);
    request.remote = visitor_.connection.remote;
    for (const char* name : kForwardedHeaders) {
      if (in.has_header(name)) request.headers.emplace(name, CleanHeader(in.get_header_value(name)));
    }
    return request;
  }

  Response Answer(const httplib::Request& in) {
    Request request = ToRequest(in);
    if (in.target.size() > limits_.max_url_bytes) return router_.Refuse(std::move(request), UrlTooLong());
    BodyPlan plan = PlanBody(in, limits_.max_body_bytes);
    if (plan.refusal) return router_.Refuse(std::move(request), *std::move(plan.refusal));
    if (plan.bytes > 0 && router_.TakesBody(in.method, request.path) && !ReadBody(plan.bytes, &request.body)) {
      keep_ = false;
      return router_.Refuse(std::move(request), UnreadableRequest(stream_->state()));
    }
    return router_.Dispatch(std::move(request));
  }

  bool ReadBody(size_t bytes, std::string* body) {
    stream_->FlushInterim();  // 100 Continue
    stream_->AllowReading(bytes);
    body->resize(bytes);
    for (size_t done = 0; done < bytes;) {
      const size_t got = stream_->Read(body->data() + done, bytes - done);
      if (got == 0) return false;
      done += got;
    }
    return true;
  }

  void Send(const Response& response, const httplib::Request& in, httplib::Response* out) const {
    out->status = response.status;
    for (const auto& [name, value] : response.headers) out->headers.emplace(name, CleanHeader(value));
    // After Prepare the library says it.
    if (!keep_ && in.get_header_value("Connection") != "close") out->set_header("Connection", "close");
    if (response.status == 204 || response.status == 304) {
      // A body of unknown length that ends at once: the library then sends no Content-Length, which
      // these may not have.
      out->set_content_provider(response.content_type, [](size_t, httplib::DataSink& sink) {
        sink.done();
        return true;
      });
      return;
    }
    if (in.method == "HEAD") out->headers.emplace("Accept-Ranges", "none");
    out->set_content(response.body, response.content_type);
  }

  SocketStream* stream_;
  const Visitor& visitor_;
  bool keep_;
  const ConnectionLimits& limits_;
  const Router& router_;
};

}  // namespace

bool ServeRequest(const Visitor& visitor, bool last, const ConnectionLimits& limits, const Router& router) {
  SocketStream stream(visitor.connection.socket.get(), limits.timeout);
  return Exchange(&stream, visitor, last, limits, router).Run();
}

void Refuse(const Connection& connection, Response response, const Router& router) {
  Request request;
  request.remote = connection.remote;
  const std::string bytes = RawResponse(router.Refuse(std::move(request), std::move(response)));
  send(connection.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(connection.socket.get(), SHUT_WR);
}

}  // namespace sou::web
