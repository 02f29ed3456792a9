package io.auterity.server.inbound;

import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.CarriedBytes;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.id.WireId;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.platform.time.Time;
import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundAct;
import io.auterity.spi.inbound.InboundActs;
import io.auterity.spi.inbound.InboundRefusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.coyote.CloseNowException;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Serves {@code /KIND/PROVIDER/...} to clients of the kind's own protocol. Each request is one call
 * of the operation that the kind says it is, and its bytes go through that call to the connector.
 */
public final class InboundDoor extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, InboundActs> kinds;
  private final transient Supplier<Invoker> invoker;
  private final transient Ids ids;
  private final transient Time time;
  private final long mostBytes;

  /**
   * @param kinds by their names
   * @param mostBytes of the body of a request, also once it is decompressed
   */
  public InboundDoor(
      Map<String, InboundActs> kinds,
      Supplier<Invoker> invoker,
      Ids ids,
      Time time,
      long mostBytes) {
    this.kinds = kinds;
    this.invoker = invoker;
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
    Optional<InboundAct> act = Optional.empty();
    Optional<Failure> failure;
    try {
      act = acts.act(provider, request);
      failure =
          act.isEmpty()
              ? Optional.of(unknown(kind, request))
              : failure(request.caller(), kind, act.get(), reply, timeout);
    } catch (CallFailedException e) {
      failure = Optional.of(e.failure());
    }
    if (failure.isPresent()) {
      refuse(acts, request, act, reply, failure.get());
    }
  }

  private static Failure unknown(String kind, ServedRequest request) {
    return Failure.of(
        FailureCode.NOT_FOUND,
        "%s %s is no request of the protocol of %s"
            .formatted(request.method(), request.path(), kind));
  }

  // What the outcome of its call is, where that is no success.
  private Optional<Failure> failure(
      Caller caller, String kind, InboundAct act, ServedReply reply, Duration timeout) {
    UUID id = ids.next();
    reply.response().setHeader("Auterity-Decision", WireId.DECISION.write(id));
    Invocation call =
        Invocation.of(
                id,
                caller.scope(),
                caller.principal(),
                kind + "." + act.operation(),
                Payload.of(act.input()))
            .labels(CallOptions.labels(act.labels()))
            .timeout(timeout)
            .door(Invocation.Door.REST)
            .trace(TraceContext.current())
            .bytes(
                new CarriedBytes(
                    act.request(),
                    reply,
                    act.also().stream()
                        .map(other -> kind + "." + other)
                        .collect(Collectors.toUnmodifiableSet())))
            .build();
    return switch (invoker.get().invoke(call)) {
      case Outcome.Succeeded _ -> Optional.empty();
      case Outcome.Refused(_, Failure refused) -> Optional.of(refused);
      case Outcome.Failed(_, Failure failed) -> Optional.of(ProvidersFault.toldWithOrigin(failed));
    };
  }

  private static void refuse(
      InboundActs acts,
      ServedRequest request,
      Optional<InboundAct> act,
      ServedReply reply,
      Failure failure)
      throws IOException {
    if (reply.begun()) {
      // Nothing but the end of the connection tells that the answer is not whole.
      throw new CloseNowException("an answer broke off: " + failure.code().wire());
    }
    write(reply.response(), acts.refusal(request, act, ErrorBody.status(failure), failure));
  }

  private static void write(HttpServletResponse response, InboundRefusal refusal)
      throws IOException {
    response.setStatus(refusal.status());
    response.setContentType(refusal.mediaType());
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(refusal.body().getBytes(StandardCharsets.UTF_8));
  }
}
