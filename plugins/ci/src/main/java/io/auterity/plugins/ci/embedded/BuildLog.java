package io.auterity.plugins.ci.embedded;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.BehalfRuns.Event;
import io.auterity.spi.BehalfRuns.Run;
import io.auterity.spi.BehalfRuns.State;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ci.BuildLogLine;
import io.auterity.spi.ci.BuildLogQuery;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run or of one of its steps as lines. The position of a line is the number of its
 * event and, as an end tells when its step began too, which of its lines it is; of the last line of
 * a whole run it is {@code end}.
 */
final class BuildLog implements Events<BuildLogLine> {

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int BATCH = 500;
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,9})\\.([01])");
  private static final String END = "end";

  private final BehalfRuns runs;
  private final String run;
  private final @Nullable String step;
  private final boolean follow;
  private final Call call;
  private final Deque<BuildLogLine> ready = new ArrayDeque<>();
  private long after;
  private final Place known;
  private Duration between = SHORTEST;
  private boolean over;
  private boolean closed;

  private BuildLog(String run, @Nullable String step, BuildLogQuery query, Call call, Place known) {
    this.runs = call.onBehalf().runs();
    this.run = run;
    this.step = step;
    this.follow = !Boolean.FALSE.equals(query.follow());
    this.call = call;
    this.known = known;
    this.after = Math.max(0, known.event() - 1);
    this.over = END.equals(query.from());
  }

  /** Where a line stands: the number of its event, and which line of that it is. */
  private record Place(long event, int part) {
    boolean isAfter(Place other) {
      return event > other.event || (event == other.event && part > other.part);
    }

    @Override
    public String toString() {
      return event + "." + part;
    }
  }

  /**
   * The log of a run.
   *
   * @param step null for all of it
   * @throws CallFailedException {@code invalid} when it is asked for from no position of a log
   */
  static BuildLog of(String run, @Nullable String step, BuildLogQuery query, Call call) {
    String from = query.from();
    if (from == null || from.equals(END)) {
      return new BuildLog(run, step, query, call, new Place(0, 0));
    }
    Matcher place = PLACE.matcher(from);
    if (!place.matches()) {
      throw Refusal.invalid("from", "is no position of this log: use that of a line");
    }
    Place known = new Place(Long.parseLong(place.group(1)), Integer.parseInt(place.group(2)));
    return new BuildLog(run, step, query, call, known);
  }

  @Override
  public @Nullable BuildLogLine next() {
    while (!closed && ready.isEmpty() && !over) {
      Cancelled.check(call);
      fetch();
    }
    if (closed) {
      throw new CallFailedException(FailureCode.CANCELLED, "the log was left");
    }
    return ready.poll();
  }

  // Whether it is over is asked first: what happens in between is read all the same.
  private void fetch() {
    Optional<Run> now = runs.find(run);
    boolean ended = now.map(this::ended).orElse(false);
    List<Event> events = runs.events(run, after, BATCH);
    events.forEach(this::add);
    if (!events.isEmpty()) {
      after = events.getLast().position();
      between = SHORTEST;
    } else if (ended || !follow) {
      over = true;
      now.filter(found -> step == null && found.state().over()).ifPresent(this::addEnd);
    } else {
      call.pause(between);
      between = between.compareTo(LONGEST.dividedBy(2)) < 0 ? between.multipliedBy(2) : LONGEST;
    }
  }

  private boolean ended(Run found) {
    return found.state().over() || (step != null && runs.step(run, step).state().over());
  }

  private void add(Event event) {
    if (step != null && !step.equals(event.step())) {
      return;
    }
    String of = event.step() == null ? "run" : event.step();
    Instant begun = event.begunAt();
    if (begun != null) {
      add(new Place(event.position(), 0), of + " began", begun);
    }
    add(new Place(event.position(), 1), of + " " + event.what() + why(event.failure()), event.at());
  }

  private void addEnd(Run found) {
    String word = found.state() == State.SUCCEEDED ? "succeeded" : Jobs.word(found.state());
    ready.add(new BuildLogLine(END, "run " + word + why(found.failure()), found.finishedAt()));
  }

  private static String why(@Nullable Failure failure) {
    return failure == null
        ? ""
        : ": %s: %s".formatted(failure.code().wire(), failure.message().replaceAll("\\R", " "));
  }

  // Lines up to the one that the caller has are passed over, also when that is of another log.
  private void add(Place place, String text, @Nullable Instant at) {
    if (place.isAfter(known)) {
      ready.add(new BuildLogLine(place.toString(), text, at));
    }
  }

  @Override
  public void close() {
    closed = true;
    ready.clear();
  }
}
