package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.log.stream}. */
public record BuildLogQuery(
    @Description("The job that says it; where builds have no jobs, the one that ci.job.list tells")
        Ref job,
    @Description(
            "Where to begin: the position of the last line that came; the first line when absent")
        @Nullable String from,
    @Description("Whether to wait for what a job that runs has yet to say; true when absent")
        @Nullable Boolean follow) {
  public BuildLogQuery {
    Objects.requireNonNull(job);
  }
}
