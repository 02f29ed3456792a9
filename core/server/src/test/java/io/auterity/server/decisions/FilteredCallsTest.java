package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are found by what they were of. */
@Tag("postgresql")
class FilteredCallsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String LIST = "/api/v1/decisions";

  private final Client admin = server.newTenant();
  private String plain = "";
  private String routed = "";
  private String failed = "";

  @BeforeEach
  void callThrice() {
    admin.apply("{kind: team, id: support, spec: {}}");
    admin.maskProvider("mask");
    plain = call(admin, "hello");
    admin.apply(
        """
        kind: route
        id: kept
        spec: {priority: 10, when: {capability: text.pii.mask, labels: {source: mail}},
               use: [mask], capture: full}
        """);
    Client desk =
        new Client(server.console().toString())
            .bearer(
                admin
                    .post(
                        "/api/v1/keys",
                        """
                        {"name": "desk", "roles": ["operator"], "owner": "team/support",
                         "labels": {"source": "mail"}}
                        """)
                    .text("secret"));
    routed = call(desk, "a Refund for order 8841");
    admin.failingProvider("shaky");
    admin.apply(
        """
        kind: route
        id: broken
        spec: {priority: 20, when: {capability: text.pii.mask}, use: [shaky]}
        """);
    failed = call(admin, "another");
    for (String id : List.of(plain, routed, failed)) {
      admin.awaiting(LIST + "/" + id);
    }
    admin.awaiting(LIST + "/" + routed + "/content", "input.text", "Refund");
  }

  private static String call(Client who, String text) {
    return who.post("/api/v1/call/text.pii.mask", "{\"text\": \"%s\"}".formatted(text))
        .header("auterity-decision");
  }

  private List<String> found(Client who, String query) {
    Reply reply = who.get(LIST + "?" + query);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return ((Json.Arr) reply.at("items"))
        .items().stream().map(item -> String.valueOf(((Json.Obj) item).text("id"))).toList();
  }

  @Test
  void byKeyTeamLabelAndRoute() {
    assertThat(found(admin, "key=desk")).containsExactly(routed);
    assertThat(found(admin, "team=support")).containsExactly(routed);
    assertThat(found(admin, "label=source=mail")).containsExactly(routed);
    assertThat(found(admin, "label=source")).containsExactly(routed);
    assertThat(found(admin, "route=kept")).containsExactly(routed);
    assertThat(found(admin, "key=admin")).containsExactly(failed, plain);
    assertThat(found(admin, "team=support&key=admin")).isEmpty();
    assertThat(found(admin, "team=support&project=none")).isEmpty();
  }

  @Test
  void byTheIdOfAKeyAndByWhatWasTried() {
    String key = admin.get("/api/v1/session").text("principal.id");

    assertThat(found(admin, "key=" + key)).containsExactly(failed, plain);
    assertThat(found(admin, "model=shaky")).containsExactly(failed);
    assertThat(found(admin, "model=none")).isEmpty();
  }

  @Test
  void byCodeAndTime() {
    assertThat(found(admin, "code=unavailable")).containsExactly(failed);
    assertThat(found(admin, "code=invalid")).isEmpty();
    assertThat(found(admin, "since=1h")).containsExactly(failed, routed, plain);
    assertThat(found(admin, "until=1h")).isEmpty();
  }

  @Test
  void byTextThatIsToldAndByWhatWasAskedForThoseWhoMayReadIt() {
    assertThat(found(admin, "text=SHAKY")).containsExactly(failed);
    assertThat(found(admin, "text=refund")).containsExactly(routed);
    assertThat(found(admin, "text=refund&texts=false")).isEmpty();
    assertThat(found(admin.keyWith("viewer"), "text=refund")).isEmpty();
    assertThat(admin.get(LIST + "?text=refund").text("texts")).isEqualTo("true");
    assertThat(admin.get(LIST).at("texts")).isEqualTo(Json.NULL);
    assertThat(admin.get("/api/v1/audit?action=control:content.read").body())
        .contains("GET " + LIST);
  }

  @Test
  void pageByPage() {
    Reply first = admin.get(LIST + "?key=admin&limit=1");
    String rest = "key=admin&limit=1&cursor=" + first.text("next");

    assertThat(first.text("items.0.id")).isEqualTo(failed);
    assertThat(found(admin, rest)).containsExactly(plain);
    assertThat(admin.get(LIST + "?" + rest).at("next")).isEqualTo(Json.NULL);
  }

  @Test
  void theyAreCountedByTimeAndByWhatTheyWereOf() {
    Reply volume = admin.get(LIST + "/volume?key=admin");

    assertThat(volume.text("found")).as(volume.toString()).isEqualTo("2");
    assertThat(volume.text("total")).isEqualTo("3");
    assertThat(volume.text("whole")).isEqualTo("true");
    assertThat(((Json.Arr) volume.at("bins")).items()).hasSize(48);
    assertThat(volume.text("bins.47.total")).isEqualTo("2");
    assertThat(volume.text("bins.47.failed")).isEqualTo("1");
    assertThat(volume.at("facets").toString())
        .contains(
            "{\"name\":\"outcome\",\"values\":[{\"value\":\"failed\",\"calls\":1},"
                + "{\"value\":\"succeeded\",\"calls\":1}],\"others\":0,\"rest\":0}")
        .contains("{\"value\":\"admin\",\"calls\":2}")
        .doesNotContain("source=mail");
    assertThat(admin.get(LIST + "/volume").at("facets").toString())
        .contains(
            "{\"value\":\"succeeded\",\"calls\":2}", "{\"value\":\"source=mail\",\"calls\":1}");
  }

  @Test
  void aFacetCountsWhatAnotherChoiceOfItWouldFind() {
    Reply volume = admin.get(LIST + "/volume?outcome=failed&key=admin");

    assertThat(volume.text("found")).as(volume.toString()).isEqualTo("1");
    assertThat(volume.at("facets").toString())
        .contains(
            "{\"name\":\"outcome\",\"values\":[{\"value\":\"failed\",\"calls\":1},"
                + "{\"value\":\"succeeded\",\"calls\":1}],\"others\":0,\"rest\":0}")
        .contains("{\"name\":\"key\",\"values\":[{\"value\":\"admin\",\"calls\":1}],");
  }

  @Test
  void aCountTellsWhetherItHasLookedAtWhatCallersAsked() {
    Reply volume = admin.get(LIST + "/volume?text=mail");

    assertThat(volume.text("texts")).as(volume.toString()).isEqualTo("false");
    assertThat(admin.get(LIST + "/volume").body()).doesNotContain("\"texts\"");
  }

  @Test
  void othersSeeNothingOfThem() {
    Client other = server.newTenant();

    assertThat(found(other, "key=admin")).isEmpty();
    assertThat(other.get(LIST + "/volume").text("total")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?text=", "?nothing=1", "/volume?since=1h&until=2h", "/volume?limit=3"})
  void whatMeansNothingIsRefused(String query) {
    assertThat(admin.get(LIST + query).status()).isEqualTo(400);
  }
}
