package io.auterity.server.probe;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.provider.life.DraftProvider;
import io.auterity.platform.provider.life.PlannedDraft;
import io.auterity.platform.provider.life.ProviderDrafts;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.server.probe.ProbePlaces.Place;
import io.auterity.server.probe.ProbedPart.Part;
import io.auterity.server.web.json.EventStream;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Tests providers before they are stored. */
@RestController
@RequestMapping("/api/v1/providers/probe")
public final class ProbeController {

  private static final int MOST_SECRETS = 20;

  private final ProviderDrafts drafts;
  private final ResourceService resources;
  private final ProviderProbe probe;
  private final AccessAudit audit;
  private final JsonMapper mapper;
  private final ProbePlaces places = new ProbePlaces();

  public ProbeController(
      ProviderDrafts drafts,
      ResourceService resources,
      ProviderProbe probe,
      AccessAudit audit,
      JsonMapper mapper) {
    this.drafts = drafts;
    this.resources = resources;
    this.probe = probe;
    this.audit = audit;
    this.mapper = mapper;
  }

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
   */
  public record ProbedProvider(List<ProbedPart> items, @Nullable Part stopped) {}

  /** What ended a test. */
  public record EndedProbe(@Nullable Part stopped) {}

  /** Tests a draft and answers when all is known, in 30 s at most. */
  @Needs(Action.RESOURCE_WRITE)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ProbedProvider whole(Caller caller, @RequestBody ProviderDraft body) throws IOException {
    List<ProbedPart> parts = new ArrayList<>();
    return new ProbedProvider(parts, asked(caller, body, () -> parts::add));
  }

  /**
   * The same, told as each part ends: server-sent events of one part each, and {@code done} at the
   * end. Whoever goes ends it.
   */
  @Needs(Action.RESOURCE_WRITE)
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void streamed(Caller caller, @RequestBody ProviderDraft body, HttpServletResponse response)
      throws IOException {
    List<EventStream> begun = new ArrayList<>(1);
    Part stopped =
        asked(
            caller,
            body,
            () -> {
              EventStream events = new EventStream(response);
              begun.add(events);
              return part -> events.send(null, mapper.writeValueAsBytes(part));
            });
    begun.getFirst().send("done", mapper.writeValueAsBytes(new EndedProbe(stopped)));
  }

  /** Begins an answer once nothing can be refused any more. */
  private interface Answer {
    ProviderProbe.Listener begin() throws IOException;
  }

  private @Nullable Part asked(Caller caller, ProviderDraft body, Answer answer)
      throws IOException {
    Map<String, String> secrets = Objects.requireNonNullElse(body.secrets(), Map.of());
    if (secrets.size() > MOST_SECRETS) {
      throw new CallFailedException(
          FailureCode.INVALID, "a draft has at most %d secrets".formatted(MOST_SECRETS));
    }
    try (Place _ = places.take(caller.scope().tenant())) {
      return admitted(caller, body, secrets, answer);
    }
  }

  // It is checked and allowed as its application would be, and stands in the log before anything
  // is sent: the secrets that it names may be stored ones.
  private @Nullable Part admitted(
      Caller caller, ProviderDraft body, Map<String, String> secrets, Answer answer)
      throws IOException {
    ProbeDeadline deadline = probe.begin();
    AuditedAct act = caller.act(Action.RESOURCE_WRITE);
    resources.rehearse(
        caller.scope(), act, List.of(ResourceDraft.of("provider", body.id(), body.spec())));
    PlannedDraft plan = drafts.plan(caller.scope(), body.id(), body.spec(), secrets);
    audit.first(caller.scope(), act, "provider/%s is tested".formatted(body.id()), plan.told());
    boolean agreed = body.spec().get("auth") instanceof Json.Obj auth && auth.get("oauth2") != null;
    try (DraftProvider draft = plan.open(deadline.left())) {
      return probe.ask(caller, draft, deadline, agreed, answer.begin());
    }
  }
}
