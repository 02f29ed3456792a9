package io.auterity.server.rehearsals;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An outage of one provider that is rehearsed with a few calls, through a started server. */
@Tag("postgresql")
class RehearsalTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String BEGIN = "/api/v1/providers/one/rehearsals";

  private final Client admin = server.newTenant();

  @BeforeEach
  void twoProviders() {
    admin.maskProvider("one");
    admin.maskProvider("two");
    admin.apply("{kind: route, id: usual, spec: {when: {capability: text.*}, use: [one, two]}}");
  }

  private Reply call(String labels) {
    Reply reply =
        admin
            .with("auterity-labels", labels)
            .post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return admin.awaiting("/api/v1/decisions/" + reply.header("auterity-decision"));
  }

  private Reply begun() {
    Reply begun = admin.post(BEGIN, "{\"seconds\": 300}");
    assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
    return begun;
  }

  @Test
  void labelledCallsGoElsewhereUntilItIsEnded() {
    Reply begun = begun();
    String path = "/api/v1/rehearsals/" + begun.text("id");

    Reply bent = call(begun.text("label"));
    Reply other = call("team=shop");

    assertThat(bent.text("provider")).isEqualTo("two");
    assertThat(bent.text("injected")).isEqualTo("true");
    assertThat(other.text("provider")).isEqualTo("one");
    Reply report = admin.get(path);
    assertThat(report.text("asked")).as(report.toString()).isEqualTo("1");
    assertThat(report.text("answered")).isEqualTo("1");
    assertThat(report.text("bends.0.route")).isEqualTo("usual");
    assertThat(report.text("bends.0.offer")).isEqualTo("two");
    assertThat(report.text("truncated")).isEqualTo("false");
    Reply health = admin.get("/api/v1/providers/one");
    assertThat(health.text("breaker.state")).as(health.toString()).isEqualTo("closed");
    assertThat(health.body()).doesNotContain("injected by rehearsal");

    Reply ended = admin.post(path + "/end", "");

    assertThat(ended.text("endedBy")).as(ended.toString()).isEqualTo("asked");
    assertThat(call(begun.text("label")).text("provider")).isEqualTo("one");
    assertThat(admin.post(path + "/end", "").text("ended")).isEqualTo(ended.text("ended"));
    assertThat(admin.get("/api/v1/rehearsals?provider=one").text("items.0.endedBy"))
        .isEqualTo("asked");
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("control:provider.rehearse", "unavailable for 300 s", "ended (asked)");
  }

  @Test
  void whatWouldBendIsEstimatedFromTheLatestCalls() {
    call("team=shop");
    call("team=shop");

    Reply outlook = admin.get(BEGIN + "/outlook");

    assertThat(outlook.text("bends.0.route")).as(outlook.toString()).isEqualTo("usual");
    assertThat(outlook.text("bends.0.calls")).isEqualTo("2");
    assertThat(outlook.text("bends.0.goesTo")).isEqualTo("two");
  }

  @Test
  void aThingThatCannotBeRehearsedIsRefusedByName() {
    assertThat(admin.post(BEGIN, "{\"seconds\": 9}").body()).contains("10 to 300, not 9");
    assertThat(admin.post(BEGIN, "{\"seconds\": 301}").status()).isEqualTo(400);
    assertThat(admin.post(BEGIN, "{\"fault\": \"slow\"}").body())
        .contains("unavailable or silent, not 'slow'");
    assertThat(admin.post("/api/v1/providers/none/rehearsals", "{}").status()).isEqualTo(404);
    assertThat(admin.post(BEGIN, "{\"run\": \"run_none\"}").status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/rehearsals/reh_none").status()).isEqualTo(404);
  }

  @Test
  void soManyAreUnderWayAtOnceAndNoMore() {
    for (int i = 0; i < 4; i++) {
      begun();
    }

    Reply refused = admin.post(BEGIN, "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("4 rehearsals are under way");
  }

  @Test
  void aViewerMayLookAndNotRehearse() {
    Client viewer = admin.keyWith("viewer");
    Reply begun = begun();

    assertThat(viewer.post(BEGIN, "{}").status()).isEqualTo(403);
    assertThat(viewer.post("/api/v1/rehearsals/" + begun.text("id") + "/end", "").status())
        .isEqualTo(403);
    assertThat(viewer.get("/api/v1/rehearsals/" + begun.text("id")).status()).isEqualTo(200);
    assertThat(server.newTenant().get("/api/v1/rehearsals/" + begun.text("id")).status())
        .isEqualTo(404);
  }
}
