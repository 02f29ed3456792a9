package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The moderation results of a model for texts, in their order. */
public record Moderations(
    String model,
    @Description("One verdict for each text") List<Verdict> verdicts,
    TokenUsage usage) {
  public Moderations {
    verdicts = List.copyOf(verdicts);
  }

  /** On one text. */
  public record Verdict(
      @Description("Whether any category is flagged") boolean flagged,
      @Description("By category in the vendor's words, e.g. hate/threatening")
          Map<String, Finding> categories) {
    public Verdict {
      categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    }
  }

  /** In one category. */
  public record Finding(
      boolean flagged,
      @Description("How sure, 0 to 1, where the model tells it") @Nullable Double score) {}
}
