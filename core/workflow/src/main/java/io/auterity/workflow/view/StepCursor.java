package io.auterity.workflow.view;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.StepKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cursor at which the next page of steps begins. It is behind one that is under way, or behind
 * an event of the journal when those under way have all been told.
 *
 * @param step null when the page begins with those that have ended
 */
record StepCursor(@Nullable StepKey step, int seq) {

  /** Those under way stand in the order of the definition, then of their items. */
  static final Comparator<StepKey> ORDER =
      Comparator.comparingInt(StepKey::node)
          .thenComparing(StepKey::path)
          .thenComparingInt(StepKey::round);

  private static final Pattern ENDED = Pattern.compile("\\d{1,9}");
  private static final Pattern UNDER_WAY = Pattern.compile("u(\\.\\d{1,9}){2,20}");

  static StepCursor read(String cursor) {
    if (ENDED.matcher(cursor).matches()) {
      return new StepCursor(null, Integer.parseInt(cursor));
    }
    if (!UNDER_WAY.matcher(cursor).matches()) {
      throw new CallFailedException(
          FailureCode.INVALID, "'%s' is no cursor of this list".formatted(cursor));
    }
    int[] parts =
        Pattern.compile("\\.").splitAsStream(cursor).skip(1).mapToInt(Integer::parseInt).toArray();
    IndexPath path = IndexPath.of(Arrays.copyOfRange(parts, 2, parts.length));
    return new StepCursor(new StepKey(parts[0], path, parts[1]), 0);
  }

  /** The cursor of the page behind a step that is under way. */
  static String behind(StepKey step) {
    StringBuilder cursor = new StringBuilder("u.%d.%d".formatted(step.node(), step.round()));
    for (int at = 0; at < step.path().depth(); at++) {
      cursor.append('.').append(step.path().at(at));
    }
    return cursor.toString();
  }
}
