package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A label that issues may carry; issues name it by its name. */
public record IssueLabel(
    Ref ref,
    @Description("The project whose issues may carry it; absent when all may")
        @Nullable Ref project,
    String name,
    @Description("Six hexadecimal digits, e.g. d73a4a") @Nullable String color,
    @Description("What it means") @Nullable String description) {
  public IssueLabel {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
