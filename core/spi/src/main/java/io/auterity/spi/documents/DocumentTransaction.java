package io.auterity.spi.documents;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code documents.transaction.run}: reads come first and see one state, then all checks
 * must hold, then everything is written at once or nothing is.
 */
public record DocumentTransaction(
    @Description("Documents to read, at most 100; none when absent") @Nullable List<Ref> reads,
    @Description("What must hold, refused as conflict otherwise; at most 100, none when absent")
        @Nullable List<DocumentCheck> checks,
    @Description("At most 100, each of another document; none when absent")
        @Nullable List<DocumentWrite> writes) {

  /** Most reads, checks and writes of one transaction, each. */
  public static final int MOST = 100;

  public DocumentTransaction {
    reads = reads == null ? null : bounded("reads", reads);
    checks = checks == null ? null : bounded("checks", checks);
    writes = writes == null ? null : bounded("writes", writes);
    if (writes != null
        && writes.stream().map(write -> write.document().id()).distinct().count() < writes.size()) {
      throw new IllegalArgumentException("must write each document once");
    }
  }

  private static <T> List<T> bounded(String name, List<T> items) {
    if (items.size() > MOST) {
      throw new IllegalArgumentException(
          "%s must be at most %d, not %d".formatted(name, MOST, items.size()));
    }
    return List.copyOf(items);
  }
}
