package io.auterity.workflow.graph;

import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many runs of a workflow may be under way at once.
 *
 * @param key template of the value by which runs are counted; null where all count together
 * @param otherwise what becomes of one more
 */
public record RunLimit(int most, @Nullable Json key, Otherwise otherwise) {

  /** Runs at once that a limit may allow. */
  private static final int MOST = 1_000;

  /** Where it is written. */
  static final String PATH = "limits.runs";

  /** What becomes of a run that is one too many. */
  public enum Otherwise {
    /** It waits for its turn, in the order of starts. */
    QUEUE,
    /** It is not started. */
    SKIP,
    /** The oldest that is under way is cancelled, and makes room. */
    REPLACE
  }

  static @Nullable RunLimit read(DefinitionPart limits) {
    if (!limits.has("runs")) {
      return null;
    }
    DefinitionPart runs = limits.part("runs");
    runs.only(Set.of("most", "key", "otherwise"));
    var _ = runs.value("most");
    return new RunLimit(
        runs.integer("most", 1, 1, MOST),
        runs.get("key"),
        runs.choice("otherwise", Otherwise.class, Otherwise.QUEUE));
  }
}
