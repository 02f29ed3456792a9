package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.log.stream}. */
public record BuildLogQuery(
    @Description("The build") Ref build,
    @Description("Only what this job of it says") @Nullable Ref job,
    @Description(
            "Where to begin: the position of the last line that came; the first line when absent")
        @Nullable String from,
    @Description("Whether to wait for what a build that runs has yet to say; true when absent")
        @Nullable Boolean follow) {
  public BuildLogQuery {
    Objects.requireNonNull(build);
  }
}
