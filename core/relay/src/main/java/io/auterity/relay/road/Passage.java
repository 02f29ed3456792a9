package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.provider.Attempt;
import io.auterity.relay.attempt.AttemptDriver;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.ledger.Hold;
import io.auterity.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call on the road: what is known of it, who makes its attempts, and what each stage did with
 * it.
 */
final class Passage {

  final CallState call;

  private final List<StageMark> marks = new ArrayList<>(Stage.values().length);
  private @Nullable AttemptDriver attempts;

  Passage(CallState call) {
    this.call = call;
    markDoor(call.invocation());
  }

  /** Notes who makes its attempts. */
  void driveWith(AttemptDriver driver) {
    attempts = driver;
  }

  /** Null before any can be made. */
  @Nullable AttemptDriver attemptsIfAny() {
    return attempts;
  }

  AttemptDriver attempts() {
    return Objects.requireNonNull(attempts);
  }

  private void markDoor(Invocation invocation) {
    boolean stored = invocation.door() == Invocation.Door.WORKFLOW;
    String who = invocation.principal().type().name().toLowerCase(Locale.ROOT);
    marks.add(
        new StageMark(
            Stage.AUTHENTICATE,
            null,
            StageMark.Passed.DONE,
            "known",
            (stored ? "Stored with the run: " : "Verified at the door: ")
                + who
                + " "
                + invocation.principal().name()
                + "."));
    marks.add(
        new StageMark(
            Stage.TENANT,
            null,
            StageMark.Passed.DONE,
            "known",
            stored ? "From the run's row." : "From the credential."));
  }

  /** Notes what a stage did, which was entered at that time in nanoseconds. */
  void mark(Stage stage, long entered, StageResult result) {
    Failure stop = result.stop();
    if (stop != null) {
      call.fail(stop);
    }
    if (stage != Stage.RECORD) {
      double micros = (call.now() - entered) / 1_000.0;
      marks.add(new StageMark(stage, micros, result.passed(), result.verdict(), result.reason()));
    }
  }

  /** The marks of all stages, when the last one is reached. */
  List<StageMark> marks() {
    List<StageMark> all = new ArrayList<>(marks.size() + 1);
    marks.forEach(mark -> all.add(isHeld(mark) ? reserved(mark) : mark));
    all.add(new StageMark(Stage.RECORD, 0.0, StageMark.Passed.DONE, "queued", ""));
    return all;
  }

  private static boolean isHeld(StageMark mark) {
    return mark.stage() == Stage.RESERVE && mark.passed() == StageMark.Passed.DONE;
  }

  // Attempts that came later took holds of their own, so only now is it known how many there were.
  private StageMark reserved(StageMark mark) {
    List<Decision.AttemptHold> holds = call.holds();
    if (holds.isEmpty()) {
      return new StageMark(
          Stage.RESERVE,
          mark.micros(),
          StageMark.Passed.SKIPPED,
          "nothing to hold",
          "No limit of money or calls covers it.");
    }
    long count = holds.stream().map(Decision.AttemptHold::attempt).distinct().count();
    String limits =
        holds.stream()
            .map(hold -> words(hold.part()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return new StageMark(
        Stage.RESERVE,
        mark.micros(),
        StageMark.Passed.DONE,
        count == 1 ? "held once" : count == 2 ? "held twice" : "held " + count + " times",
        "One hold per attempt, before it began, on " + limits + ".");
  }

  private static String words(Hold.Closed part) {
    String unit = part.unit().equals(Attempt.CALLS) ? part.unit() : "money";
    return switch (part.period()) {
      case HOUR -> unit + " an hour";
      case TOTAL -> unit + " in all";
      case DAY, MONTH -> unit + " a " + part.period().wire();
    };
  }
}
