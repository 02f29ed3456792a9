package io.auterity.relay.road;

import io.auterity.platform.provider.Attempt;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Mark;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.ledger.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The marks of all stages, when the last one is reached. */
final class Marks {

  private Marks() {}

  /** {@code recorded} is what making up the decision cost, in microseconds. */
  static List<Mark> of(Passage passage, double recorded) {
    List<Mark> marks = new ArrayList<>(passage.marks.size() + 1);
    passage.marks.forEach(mark -> marks.add(isHeld(mark) ? reserved(mark, passage) : mark));
    marks.add(new Mark(Stage.RECORD, recorded, Mark.Passed.DONE, "queued", ""));
    return marks;
  }

  private static boolean isHeld(Mark mark) {
    return mark.stage() == Stage.RESERVE && mark.passed() == Mark.Passed.DONE;
  }

  // Attempts that came later took holds of their own, so only now is it known how many there were.
  private static Mark reserved(Mark mark, Passage passage) {
    if (passage.holds.isEmpty()) {
      return new Mark(
          Stage.RESERVE,
          mark.micros(),
          Mark.Passed.SKIPPED,
          "nothing to hold",
          "No limit is in force.");
    }
    long attempts = passage.holds.stream().map(Decision.AttemptHold::attempt).distinct().count();
    String limits =
        passage.holds.stream()
            .map(hold -> words(hold.part()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return new Mark(
        Stage.RESERVE,
        mark.micros(),
        Mark.Passed.DONE,
        attempts == 1 ? "held once" : attempts == 2 ? "held twice" : "held " + attempts + " times",
        "One hold per attempt, before it began, on " + limits + ".");
  }

  private static String words(Held part) {
    String unit = part.unit().equals(Attempt.CALLS) ? part.unit() : "money";
    return switch (part.period()) {
      case HOUR -> unit + " an hour";
      case TOTAL -> unit + " in all";
      case DAY, MONTH -> unit + " a " + part.period().wire();
    };
  }
}
