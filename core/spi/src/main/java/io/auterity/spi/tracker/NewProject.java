package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import java.util.Objects;

/** Input of {@code tracker.project.create}. */
public record NewProject(
    @Description("Short name that inputs use; letters, digits, _ and -") String key,
    @Description("Name for people") String name) {
  public NewProject {
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
  }
}
