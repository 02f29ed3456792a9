package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.List;

/** An issue as a tracker holds it. */
public record Issue(
    Ref ref,
    @Description("The project that holds it") Ref project,
    @Description("The tracker's number for people, e.g. debts-12") String key,
    String title,
    String body,
    IssueState state,
    List<String> labels,
    Instant createdAt,
    Instant updatedAt,
    @Description("The vendor's own fields") Json.Obj extra) {
  public Issue {
    labels = List.copyOf(labels);
  }
}
