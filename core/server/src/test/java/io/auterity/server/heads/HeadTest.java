package io.auterity.server.heads;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Heads of a plugin whose learner remembers the first word of each label's first example. */
@Tag("postgresql")
class HeadTest {

  private static final String LEARNER =
      """
      return List.of(
          new TextLearner() {
            public String connector() { return "words-text"; }
            public byte[] learn(Json.Obj config, List<Example> examples, Watch watch) {
              StringBuilder learned = new StringBuilder();
              Set<String> labels = new TreeSet<>();
              for (Example one : examples) {
                if (one.text().startsWith("burst")) { throw new OutOfMemoryError("no room"); }
                if (one.text().startsWith("wait")) {
                  while (true) { watch.reached(0.5); Thread.onSpinWait(); }
                }
                if (labels.add(one.label())) {
                  learned.append(one.text().split(" ")[0]).append('=').append(one.label()).append(';');
                }
              }
              watch.reached(1);
              return learned.toString().getBytes();
            }
            public List<Map<String, Double>> judge(
                Json.Obj config, byte[] learned, List<String> texts, Watch watch) {
              List<Map<String, Double>> judged = new ArrayList<>();
              for (String text : texts) {
                Map<String, Double> scores = new TreeMap<>();
                for (String pair : new String(learned).split(";")) {
                  String[] parts = pair.split("=");
                  scores.put(parts[1], text.startsWith(parts[0] + " ") ? 0.9 : 0.1);
                }
                judged.add(scores);
              }
              return judged;
            }
          });
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            new SamplePlugin("words").learner(LEARNER).write(plugins.resolve("words.jar"));
            new SamplePlugin("mask").write(plugins.resolve("mask.jar"));
          });

  private static final String HEAD = "/api/v1/heads/mine";

  private final Client admin = server.newTenant();

  @BeforeEach
  void provider() {
    admin.apply("{kind: provider, id: mine, spec: {connector: words-text, config: {model: m}}}");
  }

  @Test
  void aHeadIsTrainedMeasuredAndAnswersUntilItIsTakenBack() {
    Reply first = trained(file(60), "");
    assertThat(first.text("made.version")).as(first.toString()).isEqualTo("1");
    assertThat(first.text("made.report.accuracy")).isEqualTo("1.0");
    assertThat(first.text("made.report.held")).isEqualTo("12");
    assertThat(first.text("made.report.bounds.4.rows")).isEqualTo("12");
    assertThat(first.text("made.source")).isEqualTo("file of 60 rows");
    assertThat(inForce()).isEqualTo("1");

    assertThat(trained(file(80), "").text("made.version")).isEqualTo("2");
    assertThat(trained(file(90), "?draft=true").text("made.version")).isEqualTo("3");
    assertThat(inForce()).isEqualTo("2");
    assertThat(admin.get("/api/v1/heads").text("items.0.versions.0.version")).isEqualTo("3");

    assertThat(admin.post(HEAD + "/rollback", "{}").text("version")).isEqualTo("1");
    assertThat(inForce()).isEqualTo("1");
    Reply withdrawn = admin.post(HEAD + "/withdraw", "{\"reason\": \"it errs\"}");
    assertThat(withdrawn.text("withdrawn.why")).as(withdrawn.toString()).isEqualTo("it errs");
    assertThat(version()).isEqualTo("null");
    assertThat(admin.post(HEAD + "/rollback", "{\"version\": 1}").status()).isEqualTo(409);
    assertThat(admin.post(HEAD + "/withdraw", "{}").status()).isEqualTo(409);
    assertThat(admin.post(HEAD + "/rollback", "{\"version\": 9}").status()).isEqualTo(404);
    assertThat(admin.post(HEAD + "/rollback", "{}").text("version")).isEqualTo("3");
    assertThat(admin.get("/api/v1/resources/provider/mine").text("spec.config.version"))
        .isEqualTo("3");
    assertThat(admin.get("/api/v1/resources/provider/mine").text("spec.config.model"))
        .isEqualTo("m");
    Reply again = admin.post(HEAD + "/withdraw", "{\"reason\": \"it errs too\"}");
    assertThat(again.text("withdrawn.why")).as(again.toString()).isEqualTo("it errs too");
  }

  @Test
  void whatTeachesNothingIsRefusedAtOnce() {
    Reply few = train("text,label\na x,cards\nb y,loans\n", "");
    Reply unnamed = train("a,b\n1,2\n", "");

    assertThat(few.status()).as(few.toString()).isEqualTo(400);
    assertThat(few.body()).contains("a head needs 50 different texts");
    assertThat(unnamed.status()).isEqualTo(400);
    assertThat(unnamed.body()).contains("no column text or narrative; it has a, b");
    admin.maskProvider("masks");
    Reply none = admin.post("/api/v1/heads/masks/trainings/file", "text/csv", file(60));
    assertThat(none.status()).as(none.toString()).isEqualTo(422);
    assertThat(none.body()).contains("connector mask-text learns nothing");
    assertThat(admin.get(HEAD).text("versions")).isEqualTo("[]");
  }

  @Test
  void oneTrainingIsUnderWayAtATimeAndCanBeEnded() {
    Reply begun = train(file(60).replace("cards 0,", "wait 0,"), "");
    String path = "/api/v1/heads/trainings/" + begun.text("id");

    assertThat(train(file(60), "").status()).isEqualTo(409);
    assertThat(server.newTenant().get(path).status()).isEqualTo(404);
    assertThat(server.newTenant().delete(path).status()).isEqualTo(404);
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(admin.awaiting(path, "state", "cancelled").status()).isEqualTo(200);

    assertThat(trained(file(60), "").text("made.version")).isEqualTo("1");
  }

  @Test
  void aTrainingThatBreaksEndsAndTheNextOneRuns() {
    Reply begun = train(file(60).replace("cards 0,", "burst 0,"), "");
    String path = "/api/v1/heads/trainings/" + begun.text("id");

    assertThat(admin.awaiting(path, "state", "failed").text("reason"))
        .contains("too little memory");
    assertThat(admin.delete(path).status()).isEqualTo(204);

    Reply done = trained(file(60), "");
    assertThat(done.text("made.version")).isEqualTo("1");
    Reply late = admin.delete("/api/v1/heads/trainings/" + done.text("id"));
    assertThat(late.status()).as(late.toString()).isEqualTo(409);
    assertThat(inForce()).isEqualTo("1");
  }

  @Test
  void theTrainingsOfAllTenantsTakeTurns() {
    Reply first = train(file(60).replace("cards 0,", "wait 0,"), "");
    Client other = server.newTenant();
    other.apply("{kind: provider, id: mine, spec: {connector: words-text, config: {model: m}}}");
    Reply second = other.post(HEAD + "/trainings/file", "text/csv", file(60));
    String path = "/api/v1/heads/trainings/" + second.text("id");

    assertThat(second.status()).as(second.toString()).isEqualTo(202);
    assertThat(other.delete(path).status()).isEqualTo(204);
    assertThat(other.get(path).text("state")).isEqualTo("cancelled");
    Reply again = other.post(HEAD + "/trainings/file", "text/csv", file(60));
    assertThat(again.status()).as(again.toString()).isEqualTo(202);
    assertThat(admin.delete("/api/v1/heads/trainings/" + first.text("id")).status()).isEqualTo(204);
    String last = "/api/v1/heads/trainings/" + again.text("id");
    assertThat(other.awaiting(last, "state", "done").text("made.version")).isEqualTo("1");
  }

  @Test
  void onlyTheLatestTrainingsOfATenantAreKnown() {
    String eldest = "/api/v1/heads/trainings/" + trained(file(60), "?draft=true").text("id");
    for (int i = 0; i < 9; i++) {
      trained(file(60), "?draft=true");
    }
    assertThat(admin.get(eldest).status()).isEqualTo(200);

    trained(file(60), "?draft=true");

    assertThat(admin.get(eldest).status()).isEqualTo(404);
  }

  @Test
  void callsOfARouteTeachOnlyWhoMayReadThemAndWhereTheyWereKept() {
    admin.apply("{kind: route, id: r, spec: {when: {capability: text.*}, use: [mine]}}");

    Reply begun = admin.post(HEAD + "/trainings", "{\"route\": \"r\", \"teacher\": \"other\"}");
    assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
    Reply failed = admin.awaiting("/api/v1/heads/trainings/" + begun.text("id"), "state", "failed");
    assertThat(failed.text("reason"))
        .contains("a head needs 50 examples; of route r, answers of other there are 0 calls");

    assertThat(admin.post(HEAD + "/trainings", "{\"route\": \"none\"}").status()).isEqualTo(400);
    assertThat(admin.post(HEAD + "/trainings", "{\"route\": \"r\", \"teacher\": \"mine\"}").body())
        .contains("another than the head itself");
    Reply forbidden = admin.keyWith("operator").post(HEAD + "/trainings", "{\"route\": \"r\"}");
    assertThat(forbidden.status()).as(forbidden.toString()).isEqualTo(403);
  }

  private String inForce() {
    return admin.get(HEAD).text("inForce");
  }

  private String version() {
    return admin.get("/api/v1/resources/provider/mine").text("spec.config.version");
  }

  private Reply train(String file, String query) {
    return admin.post(HEAD + "/trainings/file" + query, "text/csv", file);
  }

  private Reply trained(String file, String query) {
    Reply begun = train(file, query);
    assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
    return admin.awaiting("/api/v1/heads/trainings/" + begun.text("id"), "state", "done");
  }

  private static String file(int rows) {
    StringBuilder file = new StringBuilder("text,label\n");
    for (int i = 0; i < rows; i++) {
      String label = i % 2 == 0 ? "cards" : "loans";
      file.append(label).append(' ').append(i).append(',').append(label).append('\n');
    }
    return file.toString();
  }
}
