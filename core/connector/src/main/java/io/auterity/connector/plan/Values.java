package io.auterity.connector.plan;

import io.auterity.connector.function.StaleBlockException;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that the names of a place stand for during one call; never changed.
 *
 * <p>What the caller left out is absent and leaves no trace. What a reply of the vendor lacks is a
 * failure where a request needs it, and absent where a record is made of it.
 */
final class Values implements Expression.Bindings {

  /** The name that has no value: to read it is to leave something out on purpose. */
  static final String ABSENT = "absent";

  static final Values NONE = new Values(Map.of(), Set.of(), true, Absences.UNTOLD);

  private final Map<String, Json> values;

  /** Names of all that replies told. */
  private final Set<String> told;

  /** Whether nothing of that may be absent. */
  private final boolean strict;

  private final Absences absences;

  private Values(Map<String, Json> values, Set<String> told, boolean strict, Absences absences) {
    this.values = values;
    this.told = told;
    this.strict = strict;
    this.absences = absences;
  }

  /** With a listener that is told what is absent. */
  Values telling(Absences told) {
    return new Values(values, this.told, strict, told);
  }

  Values with(String name, Json value) {
    Map<String, Json> more = new HashMap<>(values);
    more.put(name, value);
    return new Values(more, told, strict, absences);
  }

  /** With a value that was made of others; it is a reply's where one of them is. */
  Values with(String name, Json value, Set<String> madeOf) {
    return isNeeded(madeOf) ? withReply(name, value) : with(name, value);
  }

  /** With what a step keeps of its reply, or with nothing when the reply lacks it. */
  Values withReply(String name, @Nullable Json kept) {
    Set<String> more = new HashSet<>(told);
    more.add(name);
    return new Values(kept == null ? values : with(name, kept).values, more, strict, absences);
  }

  private boolean isNeeded(Set<String> reads) {
    return strict && !Collections.disjoint(told, reads);
  }

  /** For the fields of a record of an operation: those that the reply lacks are told as such. */
  Values forFields(OperationPlan operation) {
    Absences told = absences;
    return telling(
        (path, reads, why) -> {
          told.absent(path, reads, why);
          if (operation.input.readsReply(reads)) {
            told.lacking(operation, operation.within(path));
          }
        });
  }

  /** For records: nothing that is absent is a failure. */
  Values forResult() {
    return new Values(values, told, false, absences);
  }

  @Override
  public @Nullable Json get(String name) {
    return values.get(name);
  }

  /** The value of an expression; null when it is absent. */
  @Nullable Json evaluated(Expression expression, String path) {
    try {
      return expression.evaluate(this);
    } catch (EvaluationException e) {
      refuse(e, expression.reads(), path);
      return null;
    }
  }

  /** Whether it holds; what reads something absent does not. */
  boolean hold(Expression condition, String path) {
    try {
      return condition.test(this);
    } catch (EvaluationException e) {
      refuse(e, condition.reads(), path);
      return false;
    }
  }

  // Expressions stop at the first name that has no value.
  private static boolean meant(EvaluationException e) {
    return String.valueOf(e.getMessage()).endsWith("'%s' has no value".formatted(ABSENT));
  }

  private CallFailedException valueless(Set<String> reads, String path, String why) {
    boolean ofReply = !Collections.disjoint(told, reads) || UnfitReply.reads(reads);
    if (ofReply && UnfitReply.status(this) != null) {
      return UnfitReply.at(path, this, "is of another form than the file reads: " + why);
    }
    boolean ofInput = reads.contains("input") && !ofReply;
    return new CallFailedException(
        ofInput ? FailureCode.INVALID : FailureCode.INTERNAL,
        "%s has no value: %s".formatted(path, why));
  }

  /**
   * Lets pass that something is absent.
   *
   * @throws CallFailedException {@code unavailable} when a reply is to blame, {@code invalid} when
   *     the input is, {@code internal} when the file is
   */
  void refuse(EvaluationException e, Set<String> reads, String path) {
    boolean ofReply = isNeeded(reads);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StaleBlockException stale) {
        String words = String.valueOf(stale.getMessage());
        throw new CallFailedException(
            Failure.of(FailureCode.CONFLICT, words).withFields(Map.of("body", words)));
      }
    }
    if (!e.absent()) {
      throw valueless(reads, path, String.valueOf(e.getMessage()));
    }
    if (ofReply && !meant(e)) {
      throw UnfitReply.at(
          path,
          this,
          "lacks what is needed of it: %s; the file may write or(x, y) where that is right"
              .formatted(e.getMessage()));
    }
    if (!meant(e)) {
      absences.absent(path, reads, String.valueOf(e.getMessage()));
    }
  }
}
