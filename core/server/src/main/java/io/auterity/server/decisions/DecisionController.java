package io.auterity.server.decisions;

import io.auterity.control.access.Access;
import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.owner.Owner;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.plan.Config;
import io.auterity.relay.recompute.Recomputation;
import io.auterity.relay.recompute.Recompute;
import io.auterity.relay.route.Capture;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.view.RunViews;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Decisions of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/decisions")
public final class DecisionController {

  /** To read the prompts and answers that were kept. */
  public static final Act CONTENT_READ = new Act("content.read", Trace.NONE, false);

  public static final Act READ = new Act("decision.read", Trace.NONE, false);

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final Duration USUAL_SPAN = Duration.ofHours(24);
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
  private final FilteredCalls calls;
  private final GrantAuthorizer authorizer;
  private final UsageTurns turns;
  private final Time time;

  /**
   * @param turns of all who read many decisions
   */
  public DecisionController(
      Archive archive,
      CaptureTable contents,
      Access access,
      RunViews runs,
      UsageTurns turns,
      Time time) {
    this.archive = archive;
    this.calls = new FilteredCalls(archive, contents, FilteredCalls.MOST_OPENED);
    this.authorizer = access.authorizer();
    this.turns = turns;
    this.contents = contents;
    this.audit = access.audit();
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

  /**
   * Decisions that are asked for.
   *
   * @param next cursor of the next page; absent on the last
   * @param truncated whether there may be more
   * @param opened how many calls were looked through for this page
   * @param texts whether what callers asked was looked at too; absent where no text is asked for
   */
  public record DecisionList(
      List<DecisionSummary> items,
      @Nullable String next,
      boolean truncated,
      int opened,
      @Nullable Boolean texts) {}

  /**
   * Which calls are asked for; what is absent does not matter.
   *
   * @param provider who answered
   * @param code of the failure that it ended with
   * @param since not before: a time, or how long ago
   * @param until before: a time, or how long ago
   * @param model that was asked for or tried, also as {@code provider/model}
   * @param key id or name of the key that called
   * @param team of the caller, or above it
   * @param project of the caller
   * @param user who called
   * @param label {@code name} or {@code name=value}
   * @param route that took it
   * @param guardrail that found something in it, or refused it; {@code *} is any
   * @param text a part of what is told of it or, for who may read content, of what was asked
   */
  public record AskedCalls(
      @Nullable String run,
      @Nullable String step,
      @Nullable String provider,
      @Nullable String capability,
      @Nullable String outcome,
      @Nullable String code,
      @Nullable Boolean failover,
      @Nullable String since,
      @Nullable String until,
      @Nullable String model,
      @Nullable String key,
      @Nullable String team,
      @Nullable String project,
      @Nullable String user,
      @Nullable String label,
      @Nullable String route,
      @Nullable String guardrail,
      @Nullable String text) {

    private CallFilter filter() {
      List<String> owners =
          Stream.of(
                  Optional.ofNullable(team).map(Owner.Kind.TEAM::ref),
                  Optional.ofNullable(project).map(Owner.Kind.PROJECT::ref),
                  Optional.ofNullable(user).map(Owner.Kind.USER::ref))
              .flatMap(Optional::stream)
              .toList();
      return new CallFilter(model, key, owners, label, route, guardrail, text);
    }

    private DecisionSearch search(Instant now, @Nullable UUID after, int limit) {
      return new DecisionSearch(
          id(Invocation.RUN_ID, run),
          step,
          provider,
          capability,
          outcome,
          code,
          failover,
          WireTime.moment(since, now),
          WireTime.moment(until, now),
          after,
          limit);
    }
  }

  /**
   * The latest first.
   *
   * @param texts whether what callers asked is searched too for who may read it, which is audited
   */
  @Needs("decision.read")
  @GetMapping
  DecisionList list(
      Caller caller,
      @ModelAttribute AskedCalls asked,
      @RequestParam(defaultValue = "true") boolean texts,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    DecisionSearch search =
        asked.search(time.now(), Paging.cursor(Decision.ID, cursor), Paging.limit(limit));
    CallFilter filter = asked.filter();
    boolean inputs = texts && filter.text() != null && readsContent(caller);
    if (inputs) {
      audit.first(caller.scope(), caller.act(CONTENT_READ), "done");
    }
    FilteredCalls.Found found =
        filter.isAll()
            ? calls.find(caller.scope(), search, filter, false)
            : turns.take(caller.scope(), () -> calls.find(caller.scope(), search, filter, inputs));
    if (found.items().isEmpty() && search.run() != null) {
      runs.summary(caller.scope(), search.run()); // Of another tenant's run there is no list.
    }
    UUID next = found.next();
    return new DecisionList(
        found.items().stream().map(DecisionSummary::of).toList(),
        next == null ? null : Decision.ID.write(next),
        next != null,
        found.opened(),
        filter.text() == null ? null : inputs);
  }

  private boolean readsContent(Caller caller) {
    return authorizer.authorize(caller.scope(), caller.principal(), CONTENT_READ).permits();
  }

  /**
   * How many there were by time, and what all calls of that time were of; of 24 hours unless asked.
   */
  @Needs("decision.read")
  @GetMapping("/volume")
  DecisionVolume volume(Caller caller, @ModelAttribute AskedCalls asked) {
    Instant now = time.now();
    DecisionSearch wanted = asked.search(now, null, DecisionSearch.MOST);
    Instant to = wanted.until() == null ? now : wanted.until();
    Instant from = wanted.since() == null ? to.minus(USUAL_SPAN) : wanted.since();
    if (!from.isBefore(to)) {
      throw new CallFailedException(FailureCode.INVALID, "since: it is not before until");
    }
    CallFilter filter = asked.filter();
    return turns.take(
        caller.scope(), () -> calls.volume(caller.scope(), wanted.between(from, to), filter));
  }

  @Needs("decision.read")
  @GetMapping("/{id}")
  DecisionDetail get(Caller caller, @PathVariable String id) {
    Decision decision = decision(caller, id);
    Config config = archive.config(caller.scope(), decision).orElse(null);
    return new Explanation(decision, config).detail();
  }

  private Decision decision(Caller caller, String id) {
    return archive
        .find(caller.scope(), Decision.ID.read(id))
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
  @Needs("content.read")
  @GetMapping("/{id}/content")
  DecisionContent content(Caller caller, @PathVariable String id) {
    Decision decision = decision(caller, id);
    audit.first(caller.scope(), caller.act(CONTENT_READ), "done");
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
  @Needs("decision.read")
  @PostMapping("/{id}/recompute")
  Recomputed recompute(Caller caller, @PathVariable String id) {
    Recomputation again = recompute.of(caller.scope(), Decision.ID.read(id));
    return new Recomputed(again.same(), again.plan(), again.recorded(), again.difference());
  }

  private static @Nullable UUID id(WireId kind, @Nullable String text) {
    return text == null ? null : kind.read(text);
  }
}
