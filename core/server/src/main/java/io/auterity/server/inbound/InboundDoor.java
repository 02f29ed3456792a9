package io.auterity.server.inbound;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundActs;
import io.auterity.spi.inbound.InboundCall;
import io.auterity.spi.inbound.InboundRefusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.coyote.CloseNowException;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Serves {@code /KIND/PROVIDER/...} to clients of the kind's own protocol. Each request is one call
 * of the operation that the kind says it is, and its bytes go through that call to the connector.
 */
public final class InboundDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MOST_SERVED = 32;
  private static final int MOST_SERVED_OF_TENANT = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final transient Map<String, InboundActs> kinds;
  private final transient Supplier<Invoker> invoker;
  private final transient BiFunction<Caller, String, Verdict> rights;
  private final transient InboundPlaces places =
      new InboundPlaces(MOST_SERVED, MOST_SERVED_OF_TENANT);
  private final transient Ids ids;
  private final transient Time time;
  private final long mostBytes;

  /**
   * @param kinds by their names
   * @param rights whether a caller may use a capability
   * @param mostBytes of the body of a request, also once it is decompressed
   */
  public InboundDoor(
      Map<String, InboundActs> kinds,
      Supplier<Invoker> invoker,
      BiFunction<Caller, String, Verdict> rights,
      Ids ids,
      Time time,
      long mostBytes) {
    this.kinds = kinds;
    this.invoker = invoker;
    this.rights = rights;
    this.ids = ids;
    this.time = time;
    this.mostBytes = mostBytes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String kind = request.getServletPath().substring(1);
    InboundActs acts = kinds.get(kind);
    request.setAttribute(
        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/" + kind + "/{provider}/**");
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
    int end = path.indexOf('/', 1);
    if (acts == null || end < 0) {
      write(response, InboundRefusal.inWords(404, "there is nothing at this address"));
      return;
    }
    if (!ServedRequest.isReadable(request)) {
      write(response, InboundRefusal.inWords(415, "content-encoding must be gzip or none"));
      return;
    }
    Duration timeout;
    try {
      timeout = CallOptions.timeout(request.getHeader("Auterity-Timeout"), CallOptions.LONGEST);
    } catch (CallFailedException e) {
      write(response, InboundRefusal.inWords(400, e.failure().message()));
      return;
    }
    TimeLeft left = TimeLeft.of(time, timeout);
    ServedRequest served = new ServedRequest(request, path.substring(end), mostBytes, left);
    serve(kind, path.substring(1, end), acts, served, new ServedReply(response, left), timeout);
  }

  private void serve(
      String kind,
      String provider,
      InboundActs acts,
      ServedRequest request,
      ServedReply reply,
      Duration timeout)
      throws IOException {
    Optional<Failure> unheard = unheard(kind, acts, request);
    if (unheard.isPresent()) {
      Failure failure = unheard.get();
      write(reply.response(), InboundRefusal.inWords(ErrorBody.status(failure), failure.message()));
      return;
    }
    Optional<Failure> failure = served(kind, provider, acts, request, reply, timeout);
    if (failure.isPresent() && reply.begun()) {
      // Nothing but the end of the connection tells that the answer is not whole.
      throw new CloseNowException("an answer broke off: " + failure.get().code().wire());
    }
    // Who is still sending hears nothing, and takes the end of the connection for a fault of it.
    request.drain();
    if (failure.isPresent()) {
      Failure told = failure.get();
      write(reply.response(), acts.refusal(request, ErrorBody.status(told), told));
    }
  }

  // Why nothing of the body is read.
  private Optional<Failure> unheard(String kind, InboundActs acts, ServedRequest request) {
    try {
      Optional<String> needed = acts.needed(request);
      if (needed.isEmpty()) {
        return Optional.of(unknown(kind, request));
      }
      Verdict verdict = rights.apply(request.caller(), kind + "." + needed.get());
      return verdict.permits()
          ? Optional.empty()
          : Optional.of(Failure.of(FailureCode.FORBIDDEN, verdict.reason()));
    } catch (CallFailedException e) {
      return Optional.of(e.failure());
    }
  }

  private static Failure unknown(String kind, ServedRequest request) {
    return Failure.of(
        FailureCode.NOT_FOUND,
        "%s %s is no request of the protocol of %s"
            .formatted(request.method(), request.path(), kind));
  }

  private Optional<Failure> served(
      String kind,
      String provider,
      InboundActs acts,
      ServedRequest request,
      ServedReply reply,
      Duration timeout) {
    Duration patience = timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
    try (InboundPlaces.Place _ = places.take(request.caller().scope(), patience)) {
      InboundCall call = acts.call(provider, request).orElseThrow();
      return failure(request.caller(), kind, call, reply, timeout);
    } catch (CallFailedException e) {
      return Optional.of(e.failure());
    }
  }

  // What the outcome of its call is, where that is no success.
  private Optional<Failure> failure(
      Caller caller, String kind, InboundCall asked, ServedReply reply, Duration timeout) {
    UUID id = ids.next();
    reply.response().setHeader("Auterity-Decision", Decision.ID.write(id));
    Invocation call =
        Invocation.of(
                id,
                caller.scope(),
                caller.principal(),
                kind + "." + asked.main().operation(),
                Payload.of(asked.main().input()))
            .labels(CallOptions.labels(asked.labels()))
            .timeout(timeout)
            .door(Invocation.Door.REST)
            .trace(TraceContext.current())
            .bytes(new CarriedBytes(asked.request(), reply, deeds(kind, asked)))
            .build();
    return switch (invoker.get().invoke(call)) {
      case Outcome.Succeeded _ -> Optional.empty();
      case Outcome.Refused(_, Failure refused) -> Optional.of(refused);
      case Outcome.Failed(_, Failure failed) -> Optional.of(ProvidersFault.toldWithOrigin(failed));
    };
  }

  private static List<CarriedBytes.Deed> deeds(String kind, InboundCall asked) {
    return asked.acts().stream()
        .map(act -> new CarriedBytes.Deed(kind + "." + act.operation(), act.input(), act.subject()))
        .toList();
  }

  private static void write(HttpServletResponse response, InboundRefusal refusal)
      throws IOException {
    response.setStatus(refusal.status());
    response.setContentType(refusal.mediaType());
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(refusal.body().getBytes(StandardCharsets.UTF_8));
  }
}
