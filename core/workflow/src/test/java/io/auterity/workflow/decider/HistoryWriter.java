package io.auterity.workflow.decider;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.step.Compiled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A tool that keeps histories of the present version of the decider as a file of samples: runs of
 * any shape, cut off at half way. Run once before {@link Decider#VERSION} grows; the sample loads
 * for ever after, see {@link KeptHistoriesTest}.
 */
public final class HistoryWriter {

  private static final int HISTORIES = 24;
  private static final int MOST_EVENTS = 60;

  /** How the calls of a history go. */
  enum Calls {
    ECHO,
    /** Each fails at first. */
    RETRIED,
    /** Those of some steps fail for good. */
    FAILING,
    /** As {@link #ECHO}; the run is cancelled half way. */
    CANCELLED;

    BiFunction<String, Json.Obj, Object> capability() {
      Map<String, Integer> tries = new HashMap<>();
      return (step, input) ->
          switch (this) {
            case ECHO, CANCELLED -> input;
            case RETRIED ->
                tries.merge(step, 1, Integer::sum) > 1
                    ? input
                    : Failure.of(FailureCode.UNAVAILABLE, "later").withRetryable(true);
            case FAILING ->
                Math.floorMod(step.hashCode(), 4) == 0
                    ? Failure.of(FailureCode.FORBIDDEN, "no")
                    : input;
          };
    }
  }

  private HistoryWriter() {}

  /** Writes to the file that is named. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>();
    for (long seed = 0; lines.size() < HISTORIES; seed++) {
      Calls calls = Calls.values()[(int) (seed % Calls.values().length)];
      Json.Obj history = history(RandomWorkflow.whole(seed).text(), calls, seed);
      if (((Json.Arr) history.fields().getOrDefault("events", Json.NULL)).items().size()
          <= MOST_EVENTS) {
        lines.add(history.toString());
      }
    }
    Files.write(Path.of(arguments[0]), lines, StandardCharsets.UTF_8);
  }

  private static World world(Workflow workflow, Calls calls, long seed) {
    return new World(workflow, Json.EMPTY, calls.capability(), new Random(seed));
  }

  private static Json.Obj history(String spec, Calls calls, long seed) {
    Workflow workflow = Compiled.workflow(spec);
    World whole = world(workflow, calls, seed);
    EngineCommand.Ending ending = whole.run();
    int half = whole.journal.size() / 2;
    World world = world(workflow, calls, seed);
    while (world.journal.size() < half && world.step()) {
      // Until half of it has happened.
    }
    if (calls == Calls.CANCELLED) {
      world.happen(new RunEvent.CancelRequested("ann"));
    }
    return Json.EMPTY
        .with("engine", Json.of(Decider.VERSION))
        .with("spec", Json.of(spec))
        .with("calls", Json.of(calls.name()))
        .with("output", ending instanceof EngineCommand.Ending.Succeeded(Json o) ? o : Json.NULL)
        .with("events", events(world.journal));
  }

  private static Json events(List<RunEvent> journal) {
    List<Json> events = new ArrayList<>();
    for (RunEvent event : journal) {
      EventRow row =
          EventCodec.write(
              new RecordedEvent(
                  events.size() + 1,
                  event,
                  event instanceof RunEvent.OfStep ? World.NOW : null,
                  null,
                  World.NOW));
      events.add(
          Json.EMPTY
              .with("node", Json.of(row.node()))
              .with("path", path(row.path()))
              .with("round", Json.of(row.round()))
              .with("kind", Json.of(row.kind()))
              .with("payload", row.payload().json()));
    }
    return new Json.Arr(events);
  }

  private static Json path(IndexPath path) {
    List<Json> indexes = new ArrayList<>();
    for (int depth = 0; depth < path.depth(); depth++) {
      indexes.add(Json.of(path.at(depth)));
    }
    return new Json.Arr(indexes);
  }
}
