package io.auterity.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs of the tenant's workflows that one provider has started on behalf of its callers, each known
 * by the key that it was started under; other runs are not seen.
 */
public interface BehalfRuns {

  /**
   * Starts a run, which is durable when this returns. A key that has a run already starts nothing
   * and gives that run.
   *
   * @throws CallFailedException {@code forbidden} when the caller may start none; {@code not_found}
   *     when there is no such workflow; {@code invalid} with every problem of the input; {@code
   *     too_large} when runs that start runs are nested too deeply
   */
  Run start(NewRun run);

  /**
   * The run of a key; empty when there is none.
   *
   * @throws CallFailedException {@code forbidden} when the caller may read none
   */
  Optional<Run> find(String key);

  /**
   * Asks for the end of a run; of one that is over nothing changes.
   *
   * @throws CallFailedException {@code forbidden}, {@code not_found}
   */
  void cancel(String key);

  /**
   * Steps of a run, those under way first, then those that have ended in the order of their ends.
   *
   * @throws CallFailedException {@code forbidden}, {@code not_found}
   */
  Page<Step> steps(String key, @Nullable Cursor cursor, int limit);

  /**
   * One step of a run.
   *
   * @throws CallFailedException {@code forbidden}, {@code not_found}
   */
  Step step(String key, String step);

  /**
   * What has happened in a run for good, in its order.
   *
   * @param after position of the last event that is known; 0 for none
   * @param limit at most 1,000
   * @throws CallFailedException {@code forbidden}, {@code not_found}
   */
  List<Event> events(String key, long after, int limit);

  /**
   * The wish to run a workflow.
   *
   * @param key chosen by the provider; the run is known by it from then on
   */
  record NewRun(String key, String workflow, Json.Obj input, Map<String, String> labels) {
    public NewRun {
      Objects.requireNonNull(key);
      Objects.requireNonNull(workflow);
      Objects.requireNonNull(input);
      labels = Map.copyOf(labels);
    }
  }

  /** How a run or one of its steps stands. */
  enum State {
    QUEUED,
    RUNNING,
    /** Time passes. */
    WAITING,
    /** A person has to say how it goes on. */
    BLOCKED,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Given up, or never reached. */
    SKIPPED;

    /** Whether it changes no more. */
    public boolean over() {
      return compareTo(SUCCEEDED) >= 0;
    }
  }

  /**
   * A run.
   *
   * @param id as the platform's other doors know it
   * @param version of the workflow
   * @param failure why it failed or was cancelled
   */
  record Run(
      String id,
      String workflow,
      int version,
      State state,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Failure failure) {
    public Run {
      Objects.requireNonNull(id);
      Objects.requireNonNull(workflow);
      Objects.requireNonNull(state);
      Objects.requireNonNull(createdAt);
    }

    /** One that has not begun. */
    public static Builder builder(
        String id, String workflow, int version, State state, Instant createdAt) {
      return new Builder(id, workflow, version, state, createdAt);
    }

    /** A run piece by piece. */
    public static final class Builder {
      private final String id;
      private final String workflow;
      private final int version;
      private final State state;
      private final Instant createdAt;
      private @Nullable Instant startedAt;
      private @Nullable Instant finishedAt;
      private @Nullable Failure failure;

      private Builder(String id, String workflow, int version, State state, Instant createdAt) {
        this.id = id;
        this.workflow = workflow;
        this.version = version;
        this.state = state;
        this.createdAt = createdAt;
      }

      public Builder startedAt(@Nullable Instant value) {
        startedAt = value;
        return this;
      }

      public Builder finishedAt(@Nullable Instant value) {
        finishedAt = value;
        return this;
      }

      public Builder failure(@Nullable Failure value) {
        failure = value;
        return this;
      }

      public Run build() {
        return new Run(id, workflow, version, state, createdAt, startedAt, finishedAt, failure);
      }
    }
  }

  /**
   * One execution of a step.
   *
   * @param key e.g. {@code triage[17].classify}; followed by {@code ~} and a number when it is run
   *     again
   * @param failure why it failed, is tried again or waits for a person
   */
  record Step(
      String key,
      State state,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Failure failure) {
    public Step {
      Objects.requireNonNull(key);
      Objects.requireNonNull(state);
    }
  }

  /**
   * Something that has happened in a run.
   *
   * @param position grows within the run
   * @param step its key; null for what concerns the whole run
   * @param what one word, e.g. {@code completed}, {@code failed}, {@code retrying}
   * @param begunAt when the step began that this ends
   */
  record Event(
      long position,
      Instant at,
      @Nullable String step,
      String what,
      @Nullable Instant begunAt,
      @Nullable Failure failure) {
    public Event {
      Objects.requireNonNull(at);
      Objects.requireNonNull(what);
    }
  }
}
