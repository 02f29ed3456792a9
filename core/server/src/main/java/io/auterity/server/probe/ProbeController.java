package io.auterity.server.probe;

import io.auterity.control.access.AccessAudit;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.provider.life.DraftProvider;
import io.auterity.provider.life.PlannedDraft;
import io.auterity.provider.life.ProviderDrafts;
import io.auterity.server.probe.ProbePlaces.Place;
import io.auterity.server.probe.ProbedPart.Part;
import io.auterity.server.probe.StreamedProbe.Hearer;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.errors.RequestId;
import io.auterity.server.web.json.EventStream;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Tests providers before they are stored. */
@RestController
@RequestMapping("/api/v1/providers/probe")
public record ProbeController(
    ProbePlaces places,
    ProviderDrafts drafts,
    ResourceService resources,
    ProviderProbe probe,
    AccessAudit audit,
    JsonMapper mapper) {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeController.class);
  private static final int MOST_SECRETS = 20;

  /** What was asked is cancelled then, and ends at once unless a connector does not look. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * A provider that is not stored.
   *
   * @param spec as it would be applied
   * @param secrets values of the secrets that it names, by name, which are not stored; those of the
   *     vault stand for the ones that are not there
   */
  public record ProviderDraft(String id, Json.Obj spec, @Nullable Map<String, String> secrets) {

    @Override
    public String toString() {
      return "draft of provider " + id;
    }
  }

  /**
   * What a test has found.
   *
   * @param items in their order
   * @param stopped the part behind which nothing more was asked; absent where all was
   * @param failed what the server is at fault for when its answer, which has begun by then, could
   *     have no other status any more; absent otherwise
   */
  public record ProbedProvider(
      List<ProbedPart> items, @Nullable Part stopped, @Nullable ErrorBody failed) {}

  /** What ended a test. */
  public record EndedProbe(@Nullable Part stopped) {}

  /**
   * Tests a draft and answers when all is known, in 30 s at most. Until then blanks come before the
   * answer: a caller that disconnects ends the test. What fails behind them is told in {@code
   * failed}.
   */
  @Needs("resource.write")
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ProbedProvider whole(
      Caller caller,
      @RequestBody ProviderDraft body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    List<ProbedPart> parts = new ArrayList<>();
    return gathered(
        parts,
        () -> asked(caller, body, () -> new Gathering(parts, response)),
        response::isCommitted,
        RequestId.of(request));
  }

  /** A test whose parts are told at its end. */
  @FunctionalInterface
  interface GatheredTest {
    @Nullable Part ask() throws IOException;
  }

  static ProbedProvider gathered(
      List<ProbedPart> parts, GatheredTest test, BooleanSupplier begun, String request)
      throws IOException {
    try {
      return new ProbedProvider(parts, test.ask(), null);
    } catch (RuntimeException e) {
      if (begun.getAsBoolean()) {
        return new ProbedProvider(parts, null, told(e, request));
      }
      throw e;
    }
  }

  private record Gathering(List<ProbedPart> parts, HttpServletResponse response) implements Hearer {

    @Override
    public void heard(ProbedPart part) {
      parts.add(part);
    }

    @Override
    public void beat() throws IOException {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(' ');
      response.flushBuffer();
    }
  }

  /**
   * The same, told as each part ends: server-sent events of one part each, and {@code done} at the
   * end, or {@code failed} with an error where the server is at fault. A caller that disconnects
   * ends it.
   */
  @Needs("resource.write")
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void streamed(
      Caller caller,
      @RequestBody ProviderDraft body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    List<EventStream> begun = new ArrayList<>(1);
    Answer answer =
        () -> {
          EventStream events = new EventStream(response);
          begun.add(events);
          return new Telling(events, mapper);
        };
    try {
      Part stopped = asked(caller, body, answer);
      begun.getFirst().send("done", mapper.writeValueAsBytes(new EndedProbe(stopped)));
    } catch (RuntimeException e) {
      if (begun.isEmpty()) {
        throw e;
      }
      begun.getFirst().send("failed", mapper.writeValueAsBytes(told(e, RequestId.of(request))));
    }
  }

  private static ErrorBody told(RuntimeException e, String request) {
    if (e instanceof CallFailedException failed) {
      return ErrorBody.of(failed.failure(), request);
    }
    LOG.error("A test of a provider failed", e);
    return ErrorBody.of(
        Failure.of(
            FailureCode.INTERNAL, "an error of the server; its log tells more under " + request),
        request);
  }

  private record Telling(EventStream events, JsonMapper mapper) implements Hearer {

    @Override
    public void heard(ProbedPart part) throws IOException {
      events.send(null, mapper.writeValueAsBytes(part));
    }

    @Override
    public void beat() throws IOException {
      events.beat();
    }
  }

  /** Begins an answer once nothing can be refused any more. */
  private interface Answer {
    Hearer begin() throws IOException;
  }

  private @Nullable Part asked(Caller caller, ProviderDraft body, Answer answer)
      throws IOException {
    Map<String, String> secrets = Objects.requireNonNullElse(body.secrets(), Map.of());
    if (secrets.size() > MOST_SECRETS) {
      throw new CallFailedException(
          FailureCode.INVALID, "a draft has at most %d secrets".formatted(MOST_SECRETS));
    }
    try (Place place = places.take(caller.scope().tenant(), caller.principal().id())) {
      return admitted(caller, body, secrets, answer, place.hangup());
    }
  }

  // It is checked and allowed as its application would be, and stands in the log before anything
  // is sent: the secrets that it names may be stored ones.
  private @Nullable Part admitted(
      Caller caller,
      ProviderDraft body,
      Map<String, String> secrets,
      Answer answer,
      CallerDisconnect callerDisconnect)
      throws IOException {
    ProbeDeadline deadline = probe.begin(callerDisconnect);
    AuditedAct act = caller.act(ResourceController.WRITE);
    resources.rehearse(
        caller.scope(), act, List.of(ResourceDraft.of("provider", body.id(), body.spec())));
    PlannedDraft plan = drafts.plan(caller.scope(), body.id(), body.spec(), secrets);
    audit.first(caller.scope(), act, "provider/%s is tested".formatted(body.id()), plan.told());
    boolean agreed = body.spec().get("auth") instanceof Json.Obj auth && auth.get("oauth2") != null;
    try (DraftProvider draft = plan.open(deadline.left())) {
      return new StreamedProbe(callerDisconnect, PATIENCE)
          .tell(parts -> probe.ask(caller, draft, deadline, agreed, parts), answer.begin());
    }
  }
}
