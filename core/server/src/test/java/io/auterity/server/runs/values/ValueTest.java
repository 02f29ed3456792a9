package io.auterity.server.runs.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that are too large for the views of a run and its steps. */
@Tag("postgresql")
class ValueTest {

  private static final String PARTS =
      """
      kind: workflow
      id: parts
      spec:
        input:
          parts: {type: array, items: {type: string}}
        steps:
          - id: all
            each: ${input.parts}
            as: part
            steps: [{id: same, transform: "${part}"}]
          - {id: pause, wait: 1h}
      """;
  private static final String ENDING =
      PARTS.replace("id: parts", "id: ending").replace("1h", "1ms") + "  output: ${all}\n";

  private static final Json LARGE = Json.of("ä\"\\\n€😀 ".repeat(1 << 18));
  private static final Json LIST = Json.array(List.of(Json.of("small"), LARGE));
  private static final Json INPUT = Json.EMPTY.with("parts", LIST);

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client client = server.newTenant();

  @Test
  void aLargeValueIsReadWholeWhereTheViewOfTheRunSays() {
    String run = finished();

    Reply view = client.get(run);

    assertThat(view.text("input.at")).isEqualTo(run + "/input");
    assertThat(view.text("output.at")).isEqualTo(run + "/output");
    assertThat(view.text("output.size")).isEqualTo(String.valueOf(bytes(LIST)));
    assertWhole(client.get(run + "/input"), INPUT);
    assertWhole(client.get(run + "/output"), LIST);
  }

  @Test
  void aLargeValueIsReadWholeWhereTheViewOfTheStepSays() {
    String run = finished();

    Reply each = client.get(run + "/steps/all");
    Reply same = client.get(run + "/steps/all%5B1%5D.same");

    assertThat(bytes(LARGE)).isGreaterThan(2 << 20);
    assertThat(same.text("output.at")).isEqualTo(run + "/steps/all%5B1%5D.same/output");
    assertWhole(client.get(same.text("output.at")), LARGE);
    assertWhole(client.get(each.text("input.at")), LIST);
    assertWhole(client.get(each.text("output.at")), LIST);
    assertThat(client.get(run + "/steps/all?round=1").text("input.at"))
        .isEqualTo(run + "/steps/all/input?round=1");
  }

  @Test
  void aSmallValueIsReadTheSameWay() {
    String run = finished();

    assertWhole(client.get(run + "/steps/all%5B0%5D.same/output"), Json.of("small"));
    assertWhole(client.get(run + "/steps/pause/output"), Json.NULL);
  }

  @Test
  void aValueIsAFileOnlyWhenThatIsAskedFor() {
    String run = finished();
    String id = run.replaceFirst(".*/", "");

    Reply step = client.get(run + "/steps/all%5B1%5D.same/output?download");

    assertWhole(step, LARGE);
    assertThat(step.header("content-disposition"))
        .isEqualTo("attachment; filename=\"%s.all[1].same.output.json\"".formatted(id));
    assertThat(client.get(run + "/output?download=1").header("content-disposition"))
        .isEqualTo("attachment; filename=\"%s.output.json\"".formatted(id));
    assertThat(client.get(run + "/output").header("content-disposition")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFoundAndSaysWhy() {
    client.apply(PARTS);
    String run = started("parts");

    assertMissing(client.get(run + "/output"), "has no output; it is ");
    assertMissing(client.get(run + "/steps/pause/output"), "step 'pause' has no output; it is ");
    assertMissing(
        client.get(run + "/steps/all%5B7%5D.same/output"),
        "step 'all[7].same' has no output; it is queued");
    assertMissing(client.get(run + "/steps/nothing/input"), "no step 'nothing'");
    assertMissing(client.get(run + "/steps/nothing/output"), "no step 'nothing'");
    assertMissing(
        client.get("/api/v1/runs/run_00000000000000000000000000000000/output"), "there is no run");
  }

  @Test
  void anotherTenantDoesNotFindTheValues() {
    String run = finished();
    Client stranger = server.newTenant();

    for (String value : List.of("/input", "/output", "/steps/all/input", "/steps/all/output")) {
      assertMissing(stranger.get(run + value), "there is no run");
    }
  }

  private static void assertWhole(Reply reply, Json value) {
    assertThat(reply.status()).as(reply.header("content-type")).isEqualTo(200);
    assertThat(reply.body().equals(value.toString())).as("the value byte by byte").isTrue();
    assertThat(reply.header("content-type")).isEqualTo("application/json");
    assertThat(reply.header("content-length")).isEqualTo(String.valueOf(bytes(value)));
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
  }

  private static void assertMissing(Reply reply, String why) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(404);
    assertThat(reply.text("code")).isEqualTo("not_found");
    assertThat(reply.text("detail")).contains(why);
  }

  private static int bytes(Json value) {
    return value.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private String finished() {
    client.apply(ENDING);
    String run = started("ending");
    Watcher.follow(client, run.replaceFirst(".*/", ""));
    return run;
  }

  private String started(String workflow) {
    Reply reply =
        client.post(
            "/api/v1/workflows/" + workflow + "/runs", Json.EMPTY.with("input", INPUT).toString());
    assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    return "/api/v1/runs/" + reply.text("id");
  }
}
