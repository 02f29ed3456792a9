package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline. */
public record Build(
    @Description(
            "Where a server gives a build its place only when it begins, this is its place in the"
                + " queue; ci.build.get takes it and tells the one that it has then")
        Ref ref,
    Ref pipeline,
    @Description(
            "Counts the builds of the pipeline or of its repository; absent until the server gives"
                + " it one")
        @Nullable Long number,
    BuildState state,
    @Nullable String branch,
    @Description("The commit that is built") @Nullable String sha,
    @Description("What people call it, e.g. the message of the commit") @Nullable String message,
    @Description("What started it, in the server's word, e.g. push") @Nullable String event,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("How it stands in the server's own word, e.g. timed_out, unstable")
        @Nullable String status,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public Build {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(pipeline);
    Objects.requireNonNull(state);
  }

  /** A build of which no more is known. */
  public static Builder builder(Ref ref, Ref pipeline, BuildState state) {
    return new Builder(ref, pipeline, state);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(ref, pipeline, state)
        .state(state)
        .number(number)
        .branch(branch)
        .sha(sha)
        .message(message)
        .event(event)
        .createdAt(createdAt)
        .startedAt(startedAt)
        .finishedAt(finishedAt)
        .webUrl(webUrl)
        .status(status)
        .extra(extra);
  }

  /** A build piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final Ref pipeline;
    private BuildState state;
    private @Nullable Long number;
    private @Nullable String branch;
    private @Nullable String sha;
    private @Nullable String message;
    private @Nullable String event;
    private @Nullable Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String webUrl;
    private @Nullable String status;
    private Json.@Nullable Obj extra;

    private Builder(Ref ref, Ref pipeline, BuildState state) {
      this.ref = ref;
      this.pipeline = pipeline;
      this.state = state;
    }

    public Builder state(BuildState value) {
      state = value;
      return this;
    }

    public Builder number(@Nullable Long value) {
      number = value;
      return this;
    }

    public Builder branch(@Nullable String value) {
      branch = value;
      return this;
    }

    public Builder sha(@Nullable String value) {
      sha = value;
      return this;
    }

    public Builder message(@Nullable String value) {
      message = value;
      return this;
    }

    public Builder event(@Nullable String value) {
      event = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
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

    public Build build() {
      return new Build(
          ref,
          pipeline,
          number,
          state,
          branch,
          sha,
          message,
          event,
          createdAt,
          startedAt,
          finishedAt,
          webUrl,
          status,
          extra);
    }
  }
}
