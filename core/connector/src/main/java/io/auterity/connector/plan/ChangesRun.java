package io.auterity.connector.plan;

import io.auterity.connector.plan.VendorExchange.Opened;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a vendor that has none: its list is read again and again, and what differs is told.
 * Of several events that one reading makes, only the last has the position behind them all, so that
 * a reader that breaks off among them is told the others again. A reading that fails loses nothing:
 * what may succeed later is tried again.
 */
final class ChangesRun implements Events<Object> {

  /** Without a change for so long, a position is told, lest it grow too old. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

  /** Readings in a row of which each may fail before the stream does. */
  private static final int MOST_FAILED = 6;

  private static final String BEGIN = "begin";

  private final OperationRun run;
  private final OperationPlan plan;
  private final StreamPlan stream;
  private final Values values;
  private final Call call;
  private final Deque<Supplier<Object>> ready = new ArrayDeque<>();
  private Map<String, String> known = Map.of();
  private String position;
  private Duration pause = Duration.ZERO;
  private Duration silent = Duration.ZERO;
  private int failed;
  private boolean ended;
  private volatile boolean closed;

  private record Reading(Values reply, Map<String, Json> items) {}

  /** Begins a stream; what the vendor refuses is refused here. */
  ChangesRun(OperationRun run, OperationPlan plan, Values values, Call call) {
    this.run = run;
    this.plan = plan;
    this.stream = Objects.requireNonNull(plan.stream);
    this.values = values;
    this.call = call;
    this.position = Objects.requireNonNullElse(stream.since(values), BEGIN);
    if (!position.equals(BEGIN)) {
      known = marks(read(values.with(StreamPlan.SINCE, Json.of(position))));
    }
    goOn();
  }

  private Reading read(Values asked) {
    Opened reply = run.open(asked, RequestPlan.Page.NONE);
    Map<String, Json> items = new LinkedHashMap<>();
    for (Json item : run.items(reply, Objects.requireNonNull(stream.items))) {
      items.put(stream.key(reply.values().with("it", item)), item);
    }
    return new Reading(reply.values(), items);
  }

  private Map<String, String> marks(Reading reading) {
    Map<String, String> marks = new HashMap<>();
    reading
        .items()
        .forEach((key, item) -> marks.put(key, stream.mark(reading.reply().with("it", item))));
    return marks;
  }

  private void goOn() {
    long before = run.received();
    Reading now = read(values);
    Map<String, String> marks = marks(now);
    List<Json.Obj> changes = changes(now, marks);
    boolean first = position.equals(BEGIN);
    String asOf = stream.asOf(now.reply());
    for (int i = 0; i < changes.size(); i++) {
      boolean behindAll = !first && i + 1 == changes.size();
      tell(changes.get(i), behindAll ? asOf : position, now);
    }
    ended = !stream.more(now.reply());
    boolean due = ended || silent.compareTo(LONGEST_SILENCE) >= 0;
    if (first || (changes.isEmpty() && due)) {
      tell(change("position"), asOf, now);
    }
    silent = changes.isEmpty() && !due ? silent : Duration.ZERO;
    pause = stream.pause(run.received() - before, now.items().size());
    known = marks;
    position = asOf;
  }

  private List<Json.Obj> changes(Reading now, Map<String, String> marks) {
    List<Json.Obj> changes = new ArrayList<>();
    now.items()
        .forEach(
            (key, item) -> {
              if (!Objects.equals(marks.get(key), known.get(key))) {
                changes.add(change("stands").with("key", Json.of(key)).with("item", item));
              }
            });
    known.keySet().stream()
        .filter(key -> !marks.containsKey(key))
        .sorted()
        .forEach(key -> changes.add(change("gone").with("key", Json.of(key))));
    return changes;
  }

  private static Json.Obj change(String name) {
    return Json.EMPTY.with("change", Json.of(name));
  }

  private void tell(Json.Obj change, String at, Reading now) {
    Values values = now.reply().with("it", change).with("position", Json.of(at));
    ready.add(() -> run.event(plan.result, values));
  }

  @Override
  public @Nullable Object next() {
    while (!closed) {
      Supplier<Object> event = ready.poll();
      if (event != null) {
        return event.get();
      }
      if (ended) {
        return null;
      }
      again();
    }
    throw new CallFailedException(FailureCode.CANCELLED, "the stream was closed");
  }

  private void again() {
    call.pause(pause);
    silent = silent.plus(pause);
    try {
      goOn();
      failed = 0;
    } catch (CallFailedException e) {
      failed++;
      pause = patience(e.failure());
      if (!e.failure().retryable() || failed == MOST_FAILED || !fits(pause)) {
        throw e;
      }
    }
  }

  private boolean fits(Duration wait) {
    return wait.compareTo(call.remaining()) < 0;
  }

  /** How long to wait after a failure: longer each time, and as long as the vendor asks. */
  private Duration patience(Failure failure) {
    Duration twice = pause.multipliedBy(2);
    Duration most = StreamPlan.LONGEST_PAUSE;
    Duration longer = twice.compareTo(most) < 0 ? twice : most;
    Duration asked = failure.retryAfter();
    return asked == null || asked.compareTo(longer) < 0 ? longer : asked;
  }

  @Override
  public void close() {
    closed = true;
  }
}
