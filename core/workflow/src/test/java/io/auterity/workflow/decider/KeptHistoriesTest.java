package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.HistoryWriter.Calls;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.step.Compiled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals of runs that earlier versions of the decider began: each loads and goes on. */
class KeptHistoriesTest {

  private static final JsonReader READER = new JsonReader(1_000_000);
  private static final int ORDERS = 5;

  private static List<Json.Obj> histories(int version) throws IOException {
    String file = "histories-v%d.jsonl".formatted(version);
    try (var in = Objects.requireNonNull(KeptHistoriesTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> READER.readObject(line.getBytes(StandardCharsets.UTF_8)))
          .toList();
    }
  }

  private static List<RunEvent> events(Json.Obj history) {
    List<RunEvent> events = new ArrayList<>();
    for (Json event : ((Json.Arr) field(history, "events")).items()) {
      events.add(EventCodec.read(row(events.size() + 1, (Json.Obj) event)).event());
    }
    return events;
  }

  private static EventRow row(int seq, Json.Obj event) {
    return new EventRow(
        seq,
        number(field(event, "node")),
        IndexPath.of(
            ((Json.Arr) field(event, "path"))
                .items().stream().mapToInt(KeptHistoriesTest::number).toArray()),
        number(field(event, "round")),
        number(field(event, "kind")),
        StoredJson.of(field(event, "payload")),
        World.NOW);
  }

  private static Json field(Json.Obj json, String name) {
    return Objects.requireNonNull(json.fields().get(name), name);
  }

  private static int number(Json json) {
    return Math.toIntExact(((Json.Int) json).value());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void runsOfEarlierVersionsGoOnToTheirEnds(int version) throws IOException {
    for (Json.Obj history : histories(version)) {
      for (int order = 0; order < ORDERS; order++) {
        goesOn(history, order);
      }
    }
  }

  private static void goesOn(Json.Obj history, int order) {
    String spec = Objects.requireNonNull(history.text("spec"));
    Calls calls = Calls.valueOf(Objects.requireNonNull(history.text("calls")));
    World world =
        new World(Compiled.workflow(spec), Json.EMPTY, calls.capability(), new Random(order));

    world.load(events(history));

    switch (world.run()) {
      case EngineCommand.Ending.Succeeded(Json output) ->
          assertThat(output).describedAs(spec).isEqualTo(field(history, "output"));
      case EngineCommand.Ending.Failed f ->
          assertThat(calls).describedAs(spec).isEqualTo(Calls.FAILING);
      case EngineCommand.Ending.Cancelled(String by) -> {
        assertThat(calls).describedAs(spec).isEqualTo(Calls.CANCELLED);
        assertThat(by).isEqualTo("ann");
      }
    }
  }
}
