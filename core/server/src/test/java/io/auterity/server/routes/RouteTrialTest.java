package io.auterity.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RouteTrialTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String ROUTES =
      """
      kind: route
      id: usual
      spec: {when: {capability: text.pii.mask}, use: [mask]}
      ---
      kind: route
      id: claims
      spec: {priority: 5, when: {capability: text.pii.mask, labels: {team: claims}}, use: [mask]}
      ---
      kind: route
      id: night
      spec: {priority: 9, when: {capability: text.*, time: {from: "22:00", to: "05:00"}}, use: [mask], require: [{region: eu}]}
      """;

  private final Client admin = server.newTenant();

  @BeforeEach
  void threeRoutes() {
    admin.maskProvider("mask");
    admin.apply(ROUTES);
  }

  @Test
  void tellsWhichRouteTakesACallAndWhyTheOthersDoNot() {
    Reply trial =
        test(
            """
            {"capability": "text.pii.mask", "labels": {"team": "claims"},
             "at": "2026-11-21T12:00:00Z"}
            """);

    assertThat(trial.status()).as(trial.toString()).isEqualTo(200);
    assertThat(trial.text("route.id")).isEqualTo("claims");
    assertThat(trial.text("candidates.0.offer")).isEqualTo("mask");
    assertThat(trial.text("candidates.0.state")).isEqualTo("planned");
    assertThat(trial.text("passed.0.id")).isEqualTo("night");
    assertThat(trial.text("passed.0.why")).isEqualTo("time is not between 22:00 and 05:00 of UTC");
    assertThat(trial.text("passed.1.why"))
        .isEqualTo("it matches too, and claims comes first (priority 5)");
    assertThat(
            test("{\"capability\": \"text.pii.mask\", \"at\": \"2026-11-21T12:00:00Z\"}")
                .text("passed.1.why"))
        .isEqualTo("label team is not claims");
  }

  @Test
  void tellsWhoMayNotAnswerAndWhatTheCallerWouldBeTold() {
    Reply trial = test("{\"capability\": \"text.pii.mask\", \"at\": \"2026-11-21T23:00:00Z\"}");

    assertThat(trial.text("route.id")).isEqualTo("night");
    assertThat(trial.text("exclusions.0.reason")).isEqualTo("region");
    assertThat(trial.text("failure.code")).isEqualTo("no_viable_provider");
  }

  @Test
  void refusesACapabilityThatDoesNotExist() {
    assertThat(test("{\"capability\": \"text.pii.mark\"}").status()).isEqualTo(404);
    assertThat(test("{}").status()).isEqualTo(400);
  }

  private Reply test(String call) {
    return admin.post("/api/v1/routes/test", call);
  }
}
