package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a workflow in its engine. */
public record WorkflowExecution(
    Ref ref,
    Ref workflow,
    ExecutionState state,
    @Description("How it stands in the engine's own word, e.g. crashed") @Nullable String status,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Description("What started it, in the engine's word, e.g. webhook") @Nullable String trigger,
    @Description("The execution that it repeats") @Nullable Ref retryOf,
    @Description("What it gave, in the engine's own form; not of lists") @Nullable Json output,
    @Description("Why it failed") @Nullable String error,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public WorkflowExecution {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(workflow);
    Objects.requireNonNull(state);
  }

  /** An execution of which no more is known. */
  public static Builder builder(Ref ref, Ref workflow, ExecutionState state) {
    return new Builder(ref, workflow, state);
  }

  /** An execution piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final Ref workflow;
    private final ExecutionState state;
    private @Nullable String status;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String trigger;
    private @Nullable Ref retryOf;
    private @Nullable Json output;
    private @Nullable String error;
    private @Nullable String webUrl;
    private Json.@Nullable Obj extra;

    private Builder(Ref ref, Ref workflow, ExecutionState state) {
      this.ref = ref;
      this.workflow = workflow;
      this.state = state;
    }

    public Builder status(@Nullable String value) {
      status = value;
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

    public Builder trigger(@Nullable String value) {
      trigger = value;
      return this;
    }

    public Builder retryOf(@Nullable Ref value) {
      retryOf = value;
      return this;
    }

    public Builder output(@Nullable Json value) {
      output = value;
      return this;
    }

    public Builder error(@Nullable String value) {
      error = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder extra(Json.@Nullable Obj value) {
      extra = value;
      return this;
    }

    public WorkflowExecution build() {
      return new WorkflowExecution(
          ref,
          workflow,
          state,
          status,
          startedAt,
          finishedAt,
          trigger,
          retryOf,
          output,
          error,
          webUrl,
          extra);
    }
  }
}
