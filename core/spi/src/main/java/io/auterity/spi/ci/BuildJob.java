package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One job of a build. */
public record BuildJob(
    Ref ref,
    Ref build,
    String name,
    BuildState state,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("How it stands in the server's own word, e.g. timed_out, unstable")
        @Nullable String status,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public BuildJob {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(build);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
  }

  /** A job of which no more is known. */
  public static Builder builder(Ref ref, Ref build, String name, BuildState state) {
    return new Builder(ref, build, name, state);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(ref, build, name, state)
        .state(state)
        .startedAt(startedAt)
        .finishedAt(finishedAt)
        .webUrl(webUrl)
        .status(status)
        .extra(extra);
  }

  /** A job piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final Ref build;
    private final String name;
    private BuildState state;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String webUrl;
    private @Nullable String status;
    private Json.@Nullable Obj extra;

    private Builder(Ref ref, Ref build, String name, BuildState state) {
      this.ref = ref;
      this.build = build;
      this.name = name;
      this.state = state;
    }

    public Builder state(BuildState value) {
      state = value;
      return this;
    }

    public Builder startedAt(@Nullable Instant value) {
      startedAt = value;
      return this;
    }

    public Builder finishedAt(@Nullable Instant value) {
      finishedAt = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder status(@Nullable String value) {
      status = value;
      return this;
    }

    public Builder extra(Json.@Nullable Obj value) {
      extra = value;
      return this;
    }

    public BuildJob build() {
      return new BuildJob(ref, build, name, state, startedAt, finishedAt, webUrl, status, extra);
    }
  }
}
