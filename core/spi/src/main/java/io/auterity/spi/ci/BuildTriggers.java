package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What starts a pipeline by itself. */
public record BuildTriggers(
    @Description("At least one") List<BuildEvent> events,
    @Description("Only for these branches, where an event has one; * stands for anything but /")
        @Nullable List<String> branches,
    @Description("When, for the event schedule: five fields of cron") @Nullable String schedule) {
  public BuildTriggers {
    events = List.copyOf(events);
    branches = branches == null ? null : List.copyOf(branches);
  }
}
