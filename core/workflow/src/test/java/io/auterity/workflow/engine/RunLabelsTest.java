package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import io.auterity.workflow.query.RunQuery;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.view.RunOverview;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Labels that a workflow gives its runs, and lists of runs by labels. */
@Tag("carrier")
@Tag("postgresql")
class RunLabelsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String ORDER =
      """
      input: {order: {type: string}, tier: {type: [string, "null"], default: null}}
      labels:
        order: ${input.order}
        team: ops
        tier: ${input.tier}
      steps: [{id: shown, transform: "${run.labels}"}]
      """;

  private final TenantScope tenant = db.newTenant();
  private final TestEngine engine = TestEngine.start(db, FakeInvoker.echoing());

  @AfterEach
  void close() {
    engine.close();
  }

  private UUID start(Json.Obj input, Map<String, String> labels) {
    return engine.engine.submit(
        new RunRequest(tenant, TestEngine.ANN, "rest", "test", input, labels));
  }

  private static Json.Obj order(String number) {
    return Json.EMPTY.with("order", Json.of(number));
  }

  private List<UUID> listed(Map<String, String> labels) {
    RunQuery query = new RunQuery(null, null, labels, null, null, RunQuery.Sort.OLDEST, null, 10);
    return engine.views().list(tenant, query).items().stream().map(RunOverview::id).toList();
  }

  @Test
  void thoseOfTheWorkflowAreComputedAndThoseOfTheStartGoBeforeThem() {
    engine.apply(tenant, "test", ORDER);
    UUID run = start(order("8841").with("tier", Json.of("gold")), Map.of("team", "sales"));

    assertThat(engine.over(tenant, run).birth().labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("order", "8841", "team", "sales", "tier", "gold"));
  }

  @Test
  void oneWithoutAValueIsLeftOutAndStepsReadThem() {
    engine.apply(tenant, "test", ORDER);
    UUID run = start(order("8841"), Map.of());

    assertThat(engine.over(tenant, run).head().output())
        .satisfies(
            output ->
                assertThat(output.json()).isEqualTo(Compiled.spec("{order: '8841', team: ops}")));
  }

  @Test
  void runsAreListedByTheLabelsThatTheyHave() {
    engine.apply(tenant, "test", ORDER);
    UUID plain = start(order("88"), Map.of());
    UUID other = start(order("8841"), Map.of("team", "sales"));
    UUID quoted = start(order("8\",\"team\":\"ops"), Map.of("team", "x"));

    assertThat(listed(Map.of("order", "88"))).containsExactly(plain);
    assertThat(listed(Map.of("team", "ops"))).containsExactly(plain);
    assertThat(listed(Map.of("order", "8841", "team", "sales"))).containsExactly(other);
    assertThat(listed(Map.of("order", "8\",\"team\":\"ops"))).containsExactly(quoted);
    assertThat(listed(Map.of("order", "%"))).isEmpty();
  }

  @Test
  void whatIsNoLabelIsRefused() {
    engine.apply(tenant, "test", ORDER);

    assertThatThrownBy(() -> start(order("8".repeat(257)), Map.of()))
        .hasMessageContaining("labels: 'order' is longer than 256 characters");
    assertThat(
            Compiled.problems("labels: {9a: x, list: [1]}\nsteps: []").stream()
                .map(Problem::toString))
        .anySatisfy(problem -> assertThat(problem).contains("labels.9a", "no name of a label"))
        .anySatisfy(problem -> assertThat(problem).contains("labels.list"));
  }
}
