package io.auterity.control.guardrail;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The verdicts of external judges on the texts of one call; the same text is asked about once. */
final class JudgeAnswers {

  /** How many texts of one call a judge is asked about. */
  static final int MOST_QUESTIONS = 256;

  private final Patience patience;
  private final Map<String, Map<Piece, List<String>>> known = new HashMap<>(0);
  private final Map<String, CallFailedException> failures = new HashMap<>(0);

  JudgeAnswers(Patience patience) {
    this.patience = patience;
  }

  /** Whether its judge is asked about all texts of a call by one question. */
  static boolean comeTogether(Guardrail rule) {
    return rule.look() instanceof Detector.Whole(HttpJudge judge, boolean bare) && judge.many();
  }

  /**
   * Asks about all of these by one question. Where that fails, or they are too many, {@link #find}
   * tells it of each.
   */
  void askAhead(Guardrail rule, List<Piece> pieces) {
    Map<Piece, List<String>> answers = of(rule);
    List<Piece> open =
        pieces.stream()
            .filter(piece -> !piece.bare() && !piece.text().isEmpty())
            .filter(piece -> !answers.containsKey(piece))
            .distinct()
            .toList();
    if (answers.size() + open.size() > MOST_QUESTIONS) {
      failures.put(rule.id(), tooMany());
    } else if (!open.isEmpty()
        && rule.look() instanceof Detector.Whole(HttpJudge judge, boolean bare)) {
      try {
        List<List<String>> found = judge.find(open, patience);
        for (int i = 0; i < open.size(); i++) {
          answers.put(open.get(i), found.get(i));
        }
      } catch (CallFailedException e) {
        failures.put(rule.id(), e);
      }
    }
  }

  /**
   * What a judge says of a text.
   *
   * @throws CallFailedException when it cannot look
   */
  List<String> find(Guardrail rule, Detector.Judge judge, Piece piece) {
    Map<Piece, List<String>> answers = of(rule);
    List<String> before = answers.get(piece);
    if (before != null) {
      return before;
    }
    CallFailedException failure = failures.get(rule.id());
    if (failure != null) {
      throw failure;
    }
    if (answers.size() >= MOST_QUESTIONS) {
      throw tooMany();
    }
    List<String> found = judge.find(piece.place(), piece.text(), patience);
    answers.put(piece, found);
    return found;
  }

  /** Once the texts that were asked about are judged: what comes later is asked about anew. */
  void forgetFailures() {
    failures.clear();
  }

  private static CallFailedException tooMany() {
    return new CallFailedException(
        FailureCode.TOO_LARGE, "the call has more than %d texts".formatted(MOST_QUESTIONS));
  }

  private Map<Piece, List<String>> of(Guardrail rule) {
    return known.computeIfAbsent(rule.id(), id -> new HashMap<>());
  }
}
