package io.auterity.plugins.ci.embedded;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.BehalfRuns.Run;
import io.auterity.spi.BehalfRuns.State;
import io.auterity.spi.BehalfRuns.Step;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ci.BuildJob;
import io.auterity.spi.ci.BuildState;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a build: the whole run, under the name of its workflow, and each step of it. Their
 * ids are that of the build with {@code /*} or {@code /STEP}.
 */
record Jobs(Builds builds, BuildRecord build, BehalfRuns runs, Optional<Run> run) {

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final String WHOLE = "*";
  private static final String STEPS = "steps ";

  /** The build that a job is of. */
  static String build(String job) {
    int at = job.indexOf('/', Math.max(0, job.indexOf('#')));
    if (at < 0) {
      throw unknown(job);
    }
    return job.substring(0, at);
  }

  /** The step that a job is; null when it is the whole run. */
  static @Nullable String step(String job) {
    String step = job.substring(build(job).length() + 1);
    return step.equals(WHOLE) ? null : step;
  }

  static BuildState state(State state) {
    return switch (state) {
      case QUEUED -> BuildState.PENDING;
      case BLOCKED -> BuildState.BLOCKED;
      case SUCCEEDED -> BuildState.SUCCESS;
      case FAILED -> BuildState.FAILURE;
      case CANCELLED -> BuildState.CANCELLED;
      case SKIPPED -> BuildState.SKIPPED;
      default -> BuildState.RUNNING;
    };
  }

  static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  Page<BuildJob> list(@Nullable Cursor cursor, @Nullable Integer asked) {
    int limit = LIMIT.of(asked);
    if (run.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    List<BuildJob> jobs = new ArrayList<>();
    if (cursor == null) {
      jobs.add(whole(run.get()));
    } else if (!cursor.value().startsWith(STEPS)) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    if (jobs.size() == limit) {
      return new Page<>(jobs, new Cursor(STEPS));
    }
    Page<Step> steps = runs.steps(build.run(), inner(cursor), limit - jobs.size());
    steps.items().forEach(step -> jobs.add(job(step)));
    Cursor next = steps.next();
    return new Page<>(jobs, next == null ? null : new Cursor(STEPS + next.value()));
  }

  private static @Nullable Cursor inner(@Nullable Cursor cursor) {
    String rest = cursor == null ? "" : cursor.value().substring(STEPS.length());
    return rest.isEmpty() ? null : new Cursor(rest);
  }

  BuildJob get(String job) {
    Run found = run.orElseThrow(() -> unknown(job));
    String step = step(job);
    return step == null ? whole(found) : job(runs.step(build.run(), step));
  }

  private BuildJob whole(Run found) {
    return BuildJob.builder(
            builds.at(build.place() + "/" + WHOLE),
            builds.at(build.place()),
            build.workflow(),
            state(found.state()))
        .startedAt(found.startedAt())
        .finishedAt(found.finishedAt())
        .status(word(found.state()))
        .build();
  }

  private BuildJob job(Step step) {
    return BuildJob.builder(
            builds.at(build.place() + "/" + step.key()),
            builds.at(build.place()),
            step.key(),
            state(step.state()))
        .startedAt(step.startedAt())
        .finishedAt(step.finishedAt())
        .status(word(step.state()))
        .build();
  }

  private static CallFailedException unknown(String job) {
    return Refusal.of(FailureCode.NOT_FOUND, "job", "there is no job '%s'".formatted(job));
  }
}
