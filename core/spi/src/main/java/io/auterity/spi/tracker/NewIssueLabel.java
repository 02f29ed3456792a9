package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.label.create}. */
public record NewIssueLabel(
    @Description("The project") Ref project,
    @Description("One line; how issues name it") String name,
    @Description("Six hexadecimal digits, e.g. d73a4a; the tracker's choice when absent")
        @Nullable String color,
    @Description("What it means") @Nullable String description) {
  public NewIssueLabel {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }
}
