package io.auterity.server.call;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.server.web.json.WebJson;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Calls any capability by its id. */
@RestController
public final class CallController {

  private final Catalogue catalogue;
  private final Invoker invoker;
  private final CallAnswers answers;
  private final Ids ids;
  // Its values are counted while it comes.
  private final JsonReader reader = new JsonReader(WebJson.MAX_TEXT);

  public CallController(Catalogue catalogue, Invoker invoker, CallAnswers answers, Ids ids) {
    this.catalogue = catalogue;
    this.invoker = invoker;
    this.answers = answers;
    this.ids = ids;
  }

  /** Answers with the capability's output, or with server-sent events when it streams. */
  @Needs("enter")
  @PostMapping(path = "/api/v1/call/{capability}", consumes = "application/json")
  void call(
      Caller caller,
      @PathVariable String capability,
      @RequestHeader(name = "Auterity-Labels", required = false) @Nullable String labels,
      @RequestHeader(name = "Auterity-Timeout", required = false) @Nullable String timeout,
      @RequestHeader(name = "Auterity-Provider", required = false) @Nullable String provider,
      @RequestHeader(name = "Cache-Control", required = false) @Nullable String cacheControl,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletResponse response)
      throws IOException {
    Capability called = catalogue.get(capability);
    Invocation invocation =
        Invocation.of(
                ids.next(), caller.scope(), caller.principal(), capability, Payload.of(input(body)))
            .labels(CallOptions.labels(labels))
            .timeout(CallOptions.timeout(timeout, CallOptions.USUAL))
            .idempotencyKey(CallOptions.idempotencyKey(key))
            .door(Invocation.Door.REST)
            .trace(TraceContext.current())
            .cache(CacheDirectives.of(cacheControl))
            .provider(provider)
            .build();
    try (Exchange exchange = invoker.open(invocation)) {
      answers.write(called, exchange, response);
    }
  }

  private Json.Obj input(byte @Nullable [] body) {
    return body == null || body.length == 0 ? Json.EMPTY : reader.readObject(body);
  }
}
