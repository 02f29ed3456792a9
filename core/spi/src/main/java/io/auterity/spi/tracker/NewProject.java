package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.project.create}. */
public record NewProject(
    @Description("Short name that inputs use; letters, digits, _ and -") String key,
    @Description("Name for people") String name,
    @Description("What it is for") @Nullable String description) {
  public NewProject {
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
  }

  /** One without a description. */
  public NewProject(String key, String name) {
    this(key, name, null);
  }
}
