package io.auterity.workflow.live;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a run's tallies, as its row keeps them. */
public final class TallyJson {

  private static final int FORMAT = 1;

  public static Json.Obj write(Tallies tallies, DoneOfTotal count) {
    return Json.EMPTY
        .with("v", Json.of(FORMAT))
        .with("done", Json.of(count.done()))
        .with("total", Json.of(count.total()))
        .with("nodes", Json.array(tallies.nodes().stream().map(TallyJson::write).toList()));
  }

  private static Json write(NodeTally tally) {
    Map<String, Json> json = new LinkedHashMap<>();
    json.put("node", Json.of(tally.node()));
    json.put("phase", Json.of(tally.phase().wire()));
    json.put("total", Json.of(tally.total()));
    json.put("started", Json.of(tally.started()));
    json.put("succeeded", Json.of(tally.succeeded()));
    json.put("failed", Json.of(tally.failed()));
    put(json, "p50", micros(tally.p50()));
    put(json, "p95", micros(tally.p95()));
    put(json, "from", micros(tally.startedAt()));
    put(json, "to", micros(tally.finishedAt()));
    Map<String, Json> arms = new LinkedHashMap<>();
    tally.arms().forEach((arm, taken) -> arms.put(arm.toString(), Json.of(taken)));
    json.put("arms", new Json.Obj(arms));
    put(json, "round", unlessNone(tally.round()));
    put(json, "rounds", unlessNone(tally.rounds()));
    return new Json.Obj(json);
  }

  private static void put(Map<String, Json> json, String name, @Nullable Long value) {
    if (value != null) {
      json.put(name, Json.of(value));
    }
  }

  private static @Nullable Long unlessNone(int count) {
    return count == 0 ? null : (long) count;
  }

  private static @Nullable Long micros(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1_000;
  }

  private static @Nullable Long micros(@Nullable Instant instant) {
    return instant == null ? null : Micros.of(instant);
  }

  /** Reads what a run came to; its number of changes is not kept. */
  public static Tallies read(Json.Obj json, RunPhase phase) {
    List<NodeTally> nodes = new ArrayList<>();
    if (json.get("nodes") instanceof Json.Arr(var items)) {
      items.forEach(item -> nodes.add(node((Json.Obj) item)));
    }
    return new Tallies(0, phase, nodes);
  }

  public static DoneOfTotal count(Json.Obj json) {
    return new DoneOfTotal(integer(json, "done"), integer(json, "total"));
  }

  private static NodeTally node(Json.Obj json) {
    Map<Integer, Integer> arms = new LinkedHashMap<>();
    if (json.get("arms") instanceof Json.Obj taken) {
      taken.fields().keySet().forEach(arm -> arms.put(Integer.valueOf(arm), integer(taken, arm)));
    }
    String phase = json.text("phase");
    return new NodeTally(
        integer(json, "node"),
        StepPhase.valueOf(phase == null ? "SKIPPED" : phase.toUpperCase(Locale.ROOT)),
        integer(json, "total"),
        integer(json, "started"),
        0,
        0,
        integer(json, "succeeded"),
        integer(json, "failed"),
        duration(json.get("p50")),
        duration(json.get("p95")),
        Micros.instant(json.get("from")),
        Micros.instant(json.get("to")),
        arms,
        integer(json, "round"),
        integer(json, "rounds"));
  }

  private static int integer(Json.Obj json, String name) {
    return json.get(name) instanceof Json.Int(long value) ? Math.toIntExact(value) : 0;
  }

  private static @Nullable Duration duration(@Nullable Json micros) {
    return micros instanceof Json.Int(long value) ? Duration.of(value, ChronoUnit.MICROS) : null;
  }
}
