package io.auterity.workflow.view;

import io.auterity.spi.Json;
import io.auterity.workflow.journal.FailureJson;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.DoneOfTotal;
import io.auterity.workflow.live.LiveRuns;
import io.auterity.workflow.live.TallyJson;
import io.auterity.workflow.registry.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the summary of a run from its row and, while it is under way, from memory. */
record RunOverviews(Versions versions, LiveRuns live) {

  /** As it stands; how far a run has come that waits outside of memory is left out. */
  RunOverview of(StoredRun run, Instant now) {
    return of(run, now, count(run));
  }

  RunOverview of(StoredRun run, Instant now, DoneOfTotal progress) {
    RunBirth birth = run.birth();
    RunHead head = run.head();
    Json.Obj failure = object(head.failure());
    Instant started = head.started();
    Instant begun = Objects.requireNonNullElse(started, now);
    return new RunOverview(
        birth.id(),
        birth.workflow(),
        birth.version(),
        head.phase(),
        failure == null ? null : FailureJson.read(failure),
        failure == null ? null : failure.text("step"),
        head.phase().over() ? null : live.stalled(birth.id()).orElse(null),
        head.paused(),
        birth.startedBy(),
        birth.door(),
        birth.labels(),
        birth.created(),
        started,
        head.finished(),
        notNegative(Duration.between(birth.created(), begun)),
        started == null
            ? Duration.ZERO
            : notNegative(
                Duration.between(started, Objects.requireNonNullElse(head.finished(), now))),
        progress,
        birth.digest().toString(),
        birth.descent(),
        birth.limitKey(),
        head.phase() == RunPhase.QUEUED && !head.noted() ? head.due() : null);
  }

  private DoneOfTotal count(StoredRun run) {
    Json.Obj stored = object(run.head().progress());
    if (stored != null && run.head().phase().over()) {
      return TallyJson.count(stored);
    }
    // What was stored when it left memory last may be behind what is in memory.
    return live.progress(run.birth().id())
        .map(known -> DoneOfTotal.of(versions.of(run.birth()), known.tallies()))
        .orElse(stored == null ? DoneOfTotal.NONE : TallyJson.count(stored));
  }

  static Json.@Nullable Obj object(@Nullable StoredJson text) {
    return text == null ? null : (Json.Obj) text.json();
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
