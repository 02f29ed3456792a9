package io.auterity.spi.http;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Requests to one HTTP service. There are three operations and not one, so that retry, failover,
 * rights and doubts know what a repetition would do. A reply whose status is no success is a
 * failure, unless the request accepts that status.
 */
@Kind("http")
public interface Http {

  @Operation(
      resource = "request",
      verb = "read",
      summary = "Send a GET or HEAD request to an HTTP service",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default ServiceReply read(HttpRead request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "request",
      verb = "replace",
      summary = "Send a PUT or DELETE request to an HTTP service",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ServiceReply replace(HttpWrite request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "request",
      verb = "send",
      summary = "Send a POST or PATCH request to an HTTP service",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default ServiceReply send(HttpWrite request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "list",
      summary = "List the items of a JSON list of an HTTP service, page by page",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<Json> list(HttpList query, Call call) {
    throw call.unsupported();
  }
}
