package io.auterity.connector.plan;

import io.auterity.platform.transport.SentRequests;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one call: sends each, judges its reply, and knows whether the vendor took a write
 * already, after which every failure says so.
 */
final class VendorExchange {

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final int LONGEST_REFUSAL = 1_000_000;

  private final ReplyFailures failures;
  private final boolean ofOne;
  private final @Nullable String keyHeader;
  private final Servers.Open servers;
  private final CallSecrets secrets;
  private final Transport transport;
  private final Call call;
  private boolean written;

  /** Whether the last request went without the credential. */
  private boolean bare;

  private long received;
  private @Nullable ReplyBytes content;

  /**
   * Before the first request.
   *
   * @param ofOne whether the operation is of one thing, and no list
   * @param keyHeader where a write says the call's idempotency key; null when nowhere
   */
  VendorExchange(
      ReplyFailures failures,
      boolean ofOne,
      @Nullable String keyHeader,
      Servers.Open servers,
      CallSecrets secrets,
      Call call) {
    this.failures = failures;
    this.ofOne = ofOne;
    this.keyHeader = keyHeader;
    this.servers = servers;
    this.secrets = secrets;
    this.transport = call.provider().transport();
    this.call = call;
    if (failures.limitsByOperation()) {
      SentRequests.of(call).restIsTold();
    }
  }

  /** The bytes of the last reply that was read so; null when none was. */
  @Nullable ReplyBytes content() {
    return content;
  }

  /** Gives back what these bytes take: they will not be read. */
  void forget() {
    if (content != null) {
      content.forget();
    }
  }

  /** How many bytes of bodies that were read whole have come so far. */
  long received() {
    return received;
  }

  /** A failure of this call, as it is told on. */
  CallFailedException told(CallFailedException e) {
    CallFailedException bare = secrets.without(e);
    return written
        ? new CallFailedException(bare.failure().withApplied(Applied.YES).withRetryable(false))
        : bare;
  }

  /** Sends a request; what its reply tells, when that is no refusal. */
  Values reply(StepPlan step, Values before, RequestPlan.Page page) {
    return step.reads == Reply.Reads.BYTES ? bytes(step, before, page) : whole(step, before, page);
  }

  private Values whole(StepPlan step, Values before, RequestPlan.Page page) {
    WireResponse response = sent(step, request(step, before, page));
    received += response.body().length;
    Reply reply = Reply.of(response, step.reads);
    check(reply, before, step);
    written |= step.request.writes() && reply.succeeded() && !reply.isSignIn();
    reply.require(step.path, step.request.writes() ? Applied.UNKNOWN : Applied.NO, secrets);
    return reply.succeeded() && step.reads == Reply.Reads.TEXT
        ? reply.into(before).with("length", Json.of(response.body().length))
        : reply.into(before);
  }

  private Values bytes(StepPlan step, Values before, RequestPlan.Page page) {
    try (Opened reply = open(step, before, page)) {
      WireStream body = reply.stream();
      if (body == null) {
        return reply.values();
      }
      written |= step.request.writes();
      ReplyBytes taken = ReplyBytes.of(body, call);
      forget();
      content = taken;
      received += taken.length();
      return reply.values().with("length", Json.of(taken.length()));
    }
  }

  private void check(Reply reply, Values before, StepPlan step) {
    try {
      failures.check(reply, bare, ofOne, before, step, secrets);
    } catch (CallFailedException e) {
      if (reply.status() >= 500 && e.failure().applied() == Applied.NO) {
        SentRequests.of(call).refusedInWords();
      }
      throw e;
    }
  }

  /** Sends a request of which only its success counts. */
  void check(StepPlan step, Values values) {
    WireRequest request = request(step, values, RequestPlan.Page.NONE);
    failures.check(Reply.of(send(request), step.reads), bare, ofOne, values, step, secrets);
  }

  /**
   * A reply whose body is still to be read.
   *
   * @param stream null when it has none that counts
   */
  record Opened(Values values, @Nullable WireStream stream) implements AutoCloseable {

    byte @Nullable [] piece() {
      return stream == null ? null : stream.next();
    }

    @Override
    public void close() {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /** Sends a request, and leaves the body of its reply to be read. */
  Opened open(StepPlan step, Values before, RequestPlan.Page page) {
    WireStream stream = opened(step, request(step, before, page));
    Reply reply = Reply.head(stream, step.reads);
    try {
      if (!reply.succeeded()) {
        reply = Reply.of(refusal(stream), step.reads);
      }
      check(reply, before, step);
    } catch (CallFailedException e) {
      stream.close();
      throw e;
    }
    if (reply.succeeded()) {
      return new Opened(reply.into(before), stream);
    }
    stream.close();
    return new Opened(reply.into(before), null);
  }

  // What is too long for words is refused all the same.
  private static WireResponse refusal(WireStream stream) {
    try {
      return stream.drain(LONGEST_REFUSAL);
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.TOO_LARGE) {
        throw e;
      }
      return new WireResponse(stream.status(), stream.headers(), new byte[0]);
    }
  }

  private WireRequest request(StepPlan step, Values before, RequestPlan.Page page) {
    WireRequest asked = step.request.of(servers.base(step.server), before, page, secrets);
    WireRequest request = servers.signed(step.server) ? asked : asked.withoutCredential();
    String key = call.idempotencyKey().orElse(null);
    if (keyHeader == null || key == null || !step.request.writes()) {
      return request;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put(keyHeader.toLowerCase(Locale.ROOT), List.of(key));
    return request.withHeaders(headers);
  }

  private WireResponse sent(StepPlan step, WireRequest request) {
    WireResponse response = send(request);
    String server = step.follow;
    return server == null || !REDIRECTIONS.contains(response.status())
        ? response
        : send(further(server, request, response.header("location").orElse(null)));
  }

  private WireResponse send(WireRequest request) {
    bare = request.credential() == RequestCredential.NONE;
    return transport.send(request, call);
  }

  private WireStream open(WireRequest request) {
    bare = request.credential() == RequestCredential.NONE;
    return transport.open(request, call);
  }

  private WireStream opened(StepPlan step, WireRequest request) {
    WireStream stream = open(request);
    String server = step.follow;
    if (server == null || !REDIRECTIONS.contains(stream.status())) {
      return stream;
    }
    stream.close();
    List<String> location = stream.headers().getOrDefault("location", List.of());
    return open(further(server, request, location.isEmpty() ? null : location.getFirst()));
  }

  // What the first request said in headers was for the vendor.
  private WireRequest further(String server, WireRequest request, @Nullable String location) {
    WireRequest next = WireRequest.get(servers.redirected(server, request.uri(), location));
    return servers.signed(server) ? next : next.withoutCredential();
  }
}
