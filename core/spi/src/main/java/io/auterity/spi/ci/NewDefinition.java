package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.definition.render}: what a pipeline shall do, in the words of no vendor. */
public record NewDefinition(
    DefinitionFormat format,
    @Description("Name of the pipeline") String name,
    @Description("What starts it; by hand alone when absent") @Nullable BuildTriggers triggers,
    @Description("Environment variables of all jobs") @Nullable Map<String, String> variables,
    @Description("At least one; each id once") List<JobDefinition> jobs,
    @Description(
            "Where it shall lie in the repository: the file, of Woodpecker the folder of its files;"
                + " made from the name when absent")
        @Nullable String path) {
  public NewDefinition {
    Objects.requireNonNull(format);
    Objects.requireNonNull(name);
    variables =
        variables == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    jobs = List.copyOf(jobs);
  }
}
