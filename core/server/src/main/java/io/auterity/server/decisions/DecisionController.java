package io.auterity.server.decisions;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.Action;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionPage;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.plan.Config;
import io.auterity.relay.recompute.Recomputation;
import io.auterity.relay.recompute.Recompute;
import io.auterity.relay.route.Capture;
import io.auterity.server.web.json.WireTime;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.view.RunViews;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Decisions of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/decisions")
public final class DecisionController {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final String NOTHING =
      "Nothing is kept of calls without a route that says so: capture: masked, or capture: full.";
  private static final String GONE =
      "It is not written yet, there was no room for it, or its days (retention.captureDays) are"
          + " over.";

  private final Archive archive;
  private final CaptureTable contents;
  private final AccessAudit audit;
  private final RunViews runs;
  private final Recompute recompute;
  private final Time time;

  public DecisionController(
      Archive archive, CaptureTable contents, AccessAudit audit, RunViews runs, Time time) {
    this.archive = archive;
    this.contents = contents;
    this.audit = audit;
    this.runs = runs;
    this.recompute = new Recompute(archive);
    this.time = time;
  }

  /**
   * What planning a decision again gave.
   *
   * @param plan providers in the order that planning gives now
   * @param recorded providers in the order that was recorded
   */
  public record Recomputed(
      boolean same, List<String> plan, List<String> recorded, @Nullable String difference) {}

  /** The latest first. */
  @Needs(Action.DECISION_READ)
  @GetMapping
  PageOf<DecisionSummary> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String run,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @Nullable String provider,
      @RequestParam(required = false) @Nullable String capability,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable Boolean failover,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    DecisionSearch search =
        new DecisionSearch(
            id(WireId.RUN, run),
            step,
            provider,
            capability,
            outcome,
            failover,
            WireTime.moment(since, time.now()),
            Paging.cursor(WireId.DECISION, cursor),
            Paging.limit(limit));
    DecisionPage found = archive.search(caller.scope(), search);
    if (found.items().isEmpty() && search.run() != null) {
      runs.summary(caller.scope(), search.run()); // Of another tenant's run there is no list.
    }
    UUID next = found.next();
    return new PageOf<>(
        found.items().stream().map(DecisionSummary::of).toList(),
        next == null ? null : WireId.DECISION.write(next),
        next != null);
  }

  @Needs(Action.DECISION_READ)
  @GetMapping("/{id}")
  DecisionDetail get(Caller caller, @PathVariable String id) {
    Decision decision = decision(caller, id);
    Config config = archive.config(caller.scope(), decision).orElse(null);
    return new Explanation(decision, config).detail();
  }

  private Decision decision(Caller caller, String id) {
    return archive
        .find(caller.scope(), WireId.DECISION.read(id))
        .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no such decision"));
  }

  /**
   * Prompt and answer of a call, as they were kept.
   *
   * @param input null when it was not kept
   * @param output null also when there was none
   * @param note why it is not whole; null when it is
   */
  public record DecisionContent(
      String decision,
      Capture capture,
      @Nullable Json input,
      @Nullable Json output,
      @Nullable String note) {}

  /** What was kept of the call's prompt and answer; each reading is audited. */
  @Needs(Action.CONTENT_READ)
  @GetMapping("/{id}/content")
  DecisionContent content(Caller caller, @PathVariable String id) {
    Decision decision = decision(caller, id);
    audit.first(caller.scope(), caller.act(Action.CONTENT_READ), "done");
    CapturedContent found =
        contents
            .find(caller.scope(), decision.id())
            .orElseGet(() -> new CapturedContent(capture(decision), null, null, missing(decision)));
    return new DecisionContent(
        id, found.capture(), json(found.input()), json(found.output()), found.note());
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : READER.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Capture capture(Decision decision) {
    Decision.Planning planning = decision.planning();
    return planning == null || planning.route() == null ? Capture.NONE : planning.route().capture();
  }

  private static String missing(Decision decision) {
    return capture(decision) == Capture.NONE ? NOTHING : GONE;
  }

  /** Plans it again from what is stored, which changes nothing. */
  @Needs(Action.DECISION_READ)
  @PostMapping("/{id}/recompute")
  Recomputed recompute(Caller caller, @PathVariable String id) {
    Recomputation again = recompute.of(caller.scope(), WireId.DECISION.read(id));
    return new Recomputed(again.same(), again.plan(), again.recorded(), again.difference());
  }

  private static @Nullable UUID id(WireId kind, @Nullable String text) {
    return text == null ? null : kind.read(text);
  }
}
