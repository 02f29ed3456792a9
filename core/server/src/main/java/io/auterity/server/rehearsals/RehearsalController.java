package io.auterity.server.rehearsals;

import io.auterity.control.access.GrantAuthorizer;
import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.id.Ids;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.time.Time;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.rehearsal.OutageRehearsal;
import io.auterity.relay.rehearsal.RehearsalCount;
import io.auterity.relay.rehearsal.RehearsalLog;
import io.auterity.relay.rehearsal.RehearsalResult;
import io.auterity.relay.rehearsal.Rehearsals;
import io.auterity.server.runs.RunController;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.view.RunViews;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Outages of one provider that are rehearsed with some calls of the caller's tenant.
 *
 * @param log where they are kept
 * @param turns of all who read many decisions
 */
@RestController
@RequestMapping("/api/v1")
public record RehearsalController(
    Rehearsals rehearsals,
    RehearsalLog log,
    ProviderRegistry providers,
    GrantAuthorizer authorizer,
    RunViews runs,
    Archive archive,
    DecisionLog decisions,
    UsageTurns turns,
    Ids ids,
    Time time) {

  /** To take a provider away from some calls for a while. */
  public static final Act REHEARSE = new Act("provider.rehearse", Trace.WITH_CHANGE, false);

  private static final int MOST_LISTED = 50;
  private static final int AT_ONCE = 500;
  private static final int MOST_COUNTED = 20_000;
  private static final Duration LOOKED_BACK = Duration.ofHours(1);

  /**
   * What is rehearsed.
   *
   * @param fault {@code unavailable}, which fails at once, or {@code silent}, which does not
   *     answer; {@code unavailable} when absent
   * @param seconds 10 to 300; 60 when absent
   * @param run whose calls the provider is taken from; when absent, those that carry the label
   */
  public record RehearsalStart(
      @Nullable String fault, @Nullable Integer seconds, @Nullable String run) {}

  /** Takes a provider away from some calls for a while; it ends by itself. */
  @Needs("provider.rehearse")
  @PostMapping("/providers/{id}/rehearsals")
  @ResponseStatus(HttpStatus.CREATED)
  RehearsalView begin(Caller caller, @PathVariable String id, @RequestBody RehearsalStart body) {
    String provider = providers.detail(caller.scope(), id).info().id();
    Instant now = time.now();
    OutageRehearsal one =
        new OutageRehearsal(
            ids.next(),
            caller.scope().tenant(),
            provider,
            fault(body.fault()),
            run(caller, body.run()),
            caller.principal().name(),
            now,
            now.plus(length(body.seconds())),
            null,
            null);
    rehearsals.begin(caller.scope(), caller.act(REHEARSE), one);
    return RehearsalView.of(one, now);
  }

  private static OutageRehearsal.Fault fault(@Nullable String said) {
    if (said == null) {
      return OutageRehearsal.Fault.UNAVAILABLE;
    }
    return Arrays.stream(OutageRehearsal.Fault.values())
        .filter(one -> one.wire().equals(said))
        .findFirst()
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "fault is unavailable or silent, not '%s'".formatted(said)));
  }

  private static Duration length(@Nullable Integer seconds) {
    Duration length = Duration.ofSeconds(seconds == null ? 60 : seconds);
    if (length.compareTo(OutageRehearsal.SHORTEST) < 0
        || length.compareTo(OutageRehearsal.LONGEST) > 0) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "seconds is %d to %d, not %d"
              .formatted(
                  OutageRehearsal.SHORTEST.toSeconds(),
                  OutageRehearsal.LONGEST.toSeconds(),
                  length.toSeconds()));
    }
    return length;
  }

  // Its steps fail by it, so it takes the right to handle runs too.
  private @Nullable UUID run(Caller caller, @Nullable String said) {
    if (said == null) {
      return null;
    }
    TenantScope scope = caller.scope();
    Verdict verdict = authorizer.authorize(scope, caller.principal(), RunController.CANCEL);
    if (!verdict.permits()) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN, "to take a provider from a run: " + verdict.reason());
    }
    UUID run = Invocation.RUN_ID.read(said);
    if (runs.summary(scope, run).finishedAt() != null) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "%s has ended and makes no more calls".formatted(said));
    }
    return run;
  }

  /** What would bend, by the calls that the provider answered in the last hour. */
  @Needs("decision.read")
  @GetMapping("/providers/{id}/rehearsals/outlook")
  RehearsalOutlook outlook(Caller caller, @PathVariable String id) {
    String provider = providers.detail(caller.scope(), id).info().id();
    Instant since = time.now().minus(LOOKED_BACK);
    List<Decision> latest =
        archive.latest(
            caller.scope(),
            DecisionSearch.latest(DecisionSearch.MOST).of(provider).between(since, null),
            false);
    return new RehearsalOutlook(
        since, RehearsalOutlook.bends(provider, latest), latest.size() == DecisionSearch.MOST);
  }

  /** The latest first, at most 50. */
  @Needs("provider.read")
  @GetMapping("/rehearsals")
  PageOf<RehearsalView> list(
      Caller caller, @RequestParam(required = false) @Nullable String provider) {
    Instant now = time.now();
    List<OutageRehearsal> latest = log.latest(caller.scope(), provider, MOST_LISTED + 1);
    return new PageOf<>(
        latest.stream().limit(MOST_LISTED).map(one -> RehearsalView.of(one, now)).toList(),
        null,
        latest.size() > MOST_LISTED);
  }

  /** One, and the outcome of its calls so far. */
  @Needs("decision.read")
  @GetMapping("/rehearsals/{id}")
  RehearsalReport get(Caller caller, @PathVariable String id) {
    OutageRehearsal one =
        log.find(caller.scope(), Decision.REHEARSAL_ID.read(id))
            .orElseThrow(() -> new CallFailedException(FailureCode.NOT_FOUND, "no such rehearsal"));
    decisions.flush();
    RehearsalResult result = turns.take(caller.scope(), () -> counted(caller.scope(), one));
    return RehearsalReport.of(one, result, time.now());
  }

  private RehearsalResult counted(TenantScope scope, OutageRehearsal one) {
    RehearsalCount count = new RehearsalCount(one);
    UUID after = null;
    for (int read = 0; read < MOST_COUNTED; read += AT_ONCE) {
      List<Decision> next = archive.walk(scope, count.from(), count.to(), after, AT_ONCE);
      next.forEach(count::add);
      if (next.size() < AT_ONCE) {
        return count.result(false);
      }
      after = next.getLast().id();
    }
    return count.result(true);
  }

  /** Gives the provider back before the time is over; one that has ended stays as it is. */
  @Needs("provider.rehearse")
  @PostMapping("/rehearsals/{id}/end")
  RehearsalView end(Caller caller, @PathVariable String id) {
    OutageRehearsal ended =
        rehearsals.end(caller.scope(), caller.act(REHEARSE), Decision.REHEARSAL_ID.read(id));
    return RehearsalView.of(ended, time.now());
  }
}
