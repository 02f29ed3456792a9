package io.auterity.server.heads;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.insight.head.ExampleFile;
import io.auterity.insight.head.HeadExamples;
import io.auterity.insight.head.TrafficExamples;
import io.auterity.insight.head.TrafficExamples.Traffic;
import io.auterity.platform.call.Act;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.time.Time;
import io.auterity.server.decisions.DecisionController;
import io.auterity.server.resources.ResourceController;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.TextLearner.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Heads of the caller's tenant: what they were taught, how well they do, which version answers. */
@RestController
@RequestMapping("/api/v1/heads")
public record HeadController(
    Heads heads,
    HeadTrainings trainings,
    TrafficExamples traffic,
    ResourceService resources,
    GrantAuthorizer authorizer,
    AccessAudit audit,
    Time time) {

  private static final Duration USUAL = Duration.ofDays(30);
  private static final String ROUTE = "route";

  /**
   * Calls of a route that teach a head.
   *
   * @param from 30 days ago when absent
   * @param to now when absent
   * @param teacher the offer whose answers are the labels, e.g. {@code openai/gpt-4o}; absent takes
   *     answers that callers said were right
   * @param draft whether it is kept without being put in force
   */
  public record TaughtBy(
      @Nullable String route,
      @Nullable String from,
      @Nullable String to,
      @Nullable String teacher,
      @Nullable Boolean draft) {}

  /** Which version is wanted again; the one before that which answers when absent. */
  public record WantedHead(@Nullable Integer version) {}

  /** Why it is withdrawn. */
  public record WithdrawalReason(@Nullable String reason) {}

  @Needs("resource.read")
  @GetMapping
  PageOf<HeadView> list(Caller caller) {
    return new PageOf<>(heads.all(caller.scope()).stream().map(HeadView::of).toList(), null, false);
  }

  @Needs("resource.read")
  @GetMapping("/{id}")
  HeadView get(Caller caller, @PathVariable String id) {
    return HeadView.of(heads.get(caller.scope(), id));
  }

  /**
   * Begins to train a head from calls of a route whose content was kept. That is read, so that it
   * also needs the grant to read contents.
   */
  @Needs("resource.write")
  @PostMapping("/{id}/trainings")
  @ResponseStatus(HttpStatus.ACCEPTED)
  HeadTrainingView train(Caller caller, @PathVariable String id, @RequestBody TaughtBy body) {
    Heads.Head head = heads.get(caller.scope(), id);
    Traffic wanted = traffic(caller, id, body);
    mayStill(caller, DecisionController.CONTENT_READ);
    audit.first(caller.scope(), caller.act(DecisionController.CONTENT_READ), "done");
    return start(
        caller,
        head,
        new HeadTrainings.Wanted(
            wanted.words(),
            watch -> gathered(traffic.gather(caller.scope(), wanted, watch), wanted),
            () -> {
              mayStill(caller, ResourceController.WRITE);
              mayStill(caller, DecisionController.CONTENT_READ);
            },
            Boolean.TRUE.equals(body.draft())));
  }

  private void mayStill(Caller caller, Act act) {
    if (!authorizer.authorize(caller.scope(), caller.principal(), act).permits()) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          act.equals(DecisionController.CONTENT_READ)
              ? "a head is taught what was kept of calls, which needs " + act.target()
              : "the caller who had it trained no longer has " + act.target());
    }
  }

  private Traffic traffic(Caller caller, String head, TaughtBy body) {
    String route = body.route();
    if (route == null || resources.get(caller.scope(), ROUTE, route).isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID, "route must name a route; there is no '%s'".formatted(route));
    }
    String teacher = body.teacher();
    if (teacher != null && (teacher.equals(head) || teacher.startsWith(head + "/"))) {
      throw new CallFailedException(
          FailureCode.INVALID, "teacher must be another than the head itself");
    }
    Instant now = time.now();
    Instant to = WireTime.orNow(body.to(), now);
    return new Traffic(
        route,
        Objects.requireNonNullElse(WireTime.moment(body.from(), now), to.minus(USUAL)),
        to,
        teacher);
  }

  private static List<Example> gathered(TrafficExamples.Gathered found, Traffic wanted) {
    if (found.examples().size() < HeadExamples.LEAST) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "a head needs %d examples; of %s %s %d calls, and the content of %d tells what was asked and answered; keep it by capture: masked or full"
              .formatted(
                  HeadExamples.LEAST,
                  wanted.words(),
                  found.whole() ? "there are" : "were looked at the latest",
                  found.calls(),
                  found.examples().size()));
    }
    return found.examples();
  }

  /**
   * Begins to train a head from a file.
   *
   * @param text column of the texts; {@code text} or {@code narrative} when absent
   * @param label column of the labels; {@code label} or {@code product} when absent
   * @param draft whether it is kept without being put in force
   */
  @Needs("resource.write")
  @PostMapping(path = "/{id}/trainings/file", consumes = "text/csv")
  @ResponseStatus(HttpStatus.ACCEPTED)
  HeadTrainingView trainByFile(
      Caller caller,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String label,
      @RequestParam(defaultValue = "false") boolean draft,
      @RequestBody byte[] body) {
    Heads.Head head = heads.get(caller.scope(), id);
    List<Example> examples = ExampleFile.read(body, text, label);
    var _ = HeadExamples.of(examples);
    return start(
        caller,
        head,
        new HeadTrainings.Wanted(
            "file of %d rows".formatted(examples.size()),
            watch -> examples,
            () -> mayStill(caller, ResourceController.WRITE),
            draft));
  }

  private HeadTrainingView start(Caller caller, Heads.Head head, HeadTrainings.Wanted wanted) {
    return HeadTrainingView.of(
        trainings.start(caller.scope(), caller.act(ResourceController.WRITE), head, wanted));
  }

  @Needs("resource.read")
  @GetMapping("/trainings/{id}")
  HeadTrainingView training(Caller caller, @PathVariable String id) {
    return HeadTrainingView.of(trainings.find(caller.scope(), id));
  }

  /** Ends a training that is under way, unless what it learned is kept already. */
  @Needs("resource.write")
  @DeleteMapping("/trainings/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(Caller caller, @PathVariable String id) {
    trainings.cancel(caller.scope(), id);
  }

  /** Puts an earlier version in force. */
  @Needs("resource.write")
  @PostMapping("/{id}/rollback")
  HeadVersionView rollback(Caller caller, @PathVariable String id, @RequestBody WantedHead body) {
    return HeadVersionView.of(
        heads.rollback(
            caller.scope(),
            caller.act(ResourceController.WRITE),
            heads.get(caller.scope(), id),
            body.version()));
  }

  /** Withdraws the version that answers; it cannot be put in force again. */
  @Needs("resource.write")
  @PostMapping("/{id}/withdraw")
  HeadVersionView withdraw(
      Caller caller, @PathVariable String id, @RequestBody WithdrawalReason body) {
    String who = caller.principal().name();
    String why = body.reason();
    return HeadVersionView.of(
        heads.withdraw(
            caller.scope(),
            caller.act(ResourceController.WRITE),
            heads.get(caller.scope(), id),
            time.now(),
            why == null || why.isBlank() ? "withdrawn by " + who : why.strip()));
  }
}
