package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.issue.create}. */
public record NewIssue(
    @Description("The project that will hold it") Ref project,
    @Description("One line, at most 500 characters") String title,
    @Description("Text of the issue; empty when absent") @Nullable String body,
    @Description("Labels of the issue") @Nullable List<String> labels,
    @Description("The vendor's own fields") @Nullable Obj extra) {
  public NewIssue {
    Objects.requireNonNull(project);
    Objects.requireNonNull(title);
    labels = labels == null ? null : List.copyOf(labels);
  }
}
