package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line of a job's log. */
public record BuildLogLine(
    @Description("Where the log goes on after this line; given as from, the log is taken up again")
        String position,
    @Description("The line without its end") String text,
    @Description("When it was said, where the server tells") @Nullable Instant at) {
  public BuildLogLine {
    Objects.requireNonNull(position);
    Objects.requireNonNull(text);
  }
}
