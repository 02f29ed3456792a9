package io.auterity.provider.plugin;

import io.auterity.platform.json.LowerCaseName;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that an operation of a connector does what its kind asks.
 *
 * @param grade V1 (a real server) to V5 (examples of the vendor, or data of others' tests); V0 when
 *     nothing stands behind it
 * @param witness before which it was run, e.g. {@code Gitea 1.26.0}
 * @param date of the run
 */
public record OperationEvidence(
    String grade, Result result, @Nullable String witness, @Nullable LocalDate date) {

  /** The grade of what is unverified. */
  public static final String UNPROVEN = "V0";

  /** No run has ever looked at it. */
  public static final OperationEvidence NONE =
      new OperationEvidence(UNPROVEN, Result.NONE, null, null);

  /** What the last run tells. */
  public enum Result implements LowerCaseName {
    /** It answered, and no test that failed had called it. */
    PROVEN,
    /** A test that failed had called it. */
    FAILED,
    /** It was run in other bytes than these: nothing is known of it as it is. */
    STALE,
    /** Its plugin says so, whose build runs the contract suite. */
    DECLARED,
    NONE
  }

  /** What the manifest of a jar says for all that its connector does. */
  static OperationEvidence declared(String grade) {
    return new OperationEvidence(grade, Result.DECLARED, null, null);
  }

  /** Whether nothing stands behind it. */
  public boolean unproven() {
    return grade.equals(UNPROVEN);
  }
}
