package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The triggers of a pipeline: events, branches and a schedule. */
public record BuildTriggers(
    @Description("At least one") List<BuildEvent> events,
    @Description("Only for these branches, where an event has one; * stands for anything but /")
        @Nullable List<String> branches,
    @Description("When, for the event schedule: five fields of cron") @Nullable String schedule,
    @Description("What is given by name, for the event manual")
        @Nullable Map<String, BuildParameter> parameters) {
  public BuildTriggers {
    parameters =
        parameters == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    events = List.copyOf(events);
    branches = branches == null ? null : List.copyOf(branches);
  }
}
