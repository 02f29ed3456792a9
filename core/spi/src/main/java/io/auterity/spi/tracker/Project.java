package io.auterity.spi.tracker;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tracker's container of issues. */
public record Project(
    Ref ref,
    @Description("Short name that inputs use, e.g. debts") String key,
    @Description("Name for people") String name,
    @Description("What it is for") @Nullable String description,
    @Description("Whether it is closed for new issues") @Default("false") boolean archived) {
  public Project {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
  }

  /** One without a description that takes issues. */
  public Project(Ref ref, String key, String name) {
    this(ref, key, name, null, false);
  }
}
