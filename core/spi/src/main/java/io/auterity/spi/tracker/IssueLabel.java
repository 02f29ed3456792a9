package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A label that issues of a project may carry; issues name it by its name. */
public record IssueLabel(
    @Description("The project whose issues may carry it") Ref project,
    String name,
    @Description("Six hexadecimal digits, e.g. d73a4a") @Nullable String color,
    @Description("What it means") @Nullable String description) {
  public IssueLabel {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }
}
