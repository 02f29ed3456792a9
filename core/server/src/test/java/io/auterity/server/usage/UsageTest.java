package io.auterity.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgresql")
class UsageTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void callsAreAddedUpByWhatIsAsked() {
    admin.maskProvider("mask");
    call("claims");
    call("claims");
    String last = call("sales");
    admin.awaiting("/api/v1/decisions/" + last);

    Reply byOffer = admin.get("/api/v1/usage");
    assertThat(byOffer.text("items.0.group.offer")).as(byOffer.toString()).isEqualTo("mask");
    assertThat(byOffer.text("items.0.calls")).isEqualTo("3");
    assertThat(byOffer.text("items.0.quantities.calls")).isEqualTo("3");
    assertThat(byOffer.text("items.0.cost")).isEqualTo("0");
    assertThat(byOffer.text("items.0.attempts")).isEqualTo("3");
    assertThat(byOffer.text("items.0.failed")).isEqualTo("0");
    assertThat(Double.parseDouble(byOffer.text("items.0.p50Ms"))).isPositive();

    Reply first = admin.get("/api/v1/usage?by=label:team,day&limit=1");
    assertThat(first.text("items.0.group.label:team")).isEqualTo("claims");
    assertThat(first.text("items.0.calls")).isEqualTo("2");
    Reply second =
        admin.get("/api/v1/usage?by=label:team,day&limit=1&cursor=" + first.text("next"));
    assertThat(second.text("items.0.group.label:team")).isEqualTo("sales");
    assertThat(second.text("items.0.calls")).isEqualTo("1");
    assertThat(second.text("truncated")).isEqualTo("false");
  }

  @Test
  void routesAndHoursOfAZoneStandApart() {
    admin.maskProvider("mask");
    admin.apply(
        "{kind: route, id: masked, spec: {when: {capability: text.pii.mask}, use: [mask]}}");
    admin.awaiting("/api/v1/decisions/" + call("a"));

    Reply found = admin.get("/api/v1/usage?by=route,hour&zone=Asia/Kolkata");

    assertThat(found.text("items.0.group.route")).as(found.toString()).isEqualTo("masked");
    assertThat(found.text("items.0.group.hour")).endsWith(":00+05:30");
    assertThat(admin.get("/api/v1/usage/rows?zone=Asia/Kolkata").text("items.0.route"))
        .isEqualTo("masked");
  }

  @Test
  void ofTimesThatAreNoLongerKeptItIsSaid() {
    assertThat(admin.get("/api/v1/usage?from=7d").body()).doesNotContain("keptSince");
    assertThat(admin.get("/api/v1/usage?from=90d").text("keptSince")).endsWith("T00:00:00Z");
  }

  @Test
  void rowsComeInPagesEachOnce() {
    admin.maskProvider("mask");
    call("a");
    call("b");
    admin.awaiting("/api/v1/decisions/" + call("c"));

    Set<String> seen = new HashSet<>();
    String path = "/api/v1/usage/rows?limit=1";
    Reply page = admin.get(path);
    for (int i = 0; i < 3; i++) {
      assertThat(((Json.Arr) page.at("items")).items()).hasSize(1);
      assertThat(page.text("items.0.offer")).isEqualTo("mask");
      assertThat(page.text("items.0.estimated")).isEqualTo("false");
      seen.add(page.text("items.0.labels.team"));
      if (i < 2) {
        page = admin.get(path + "&cursor=" + page.text("next"));
      }
    }

    assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(page.text("truncated")).isEqualTo("false");
  }

  @Test
  void nobodySeesWhatAnotherTenantUsed() {
    admin.maskProvider("mask");
    admin.awaiting("/api/v1/decisions/" + call("a"));

    Client other = server.newTenant();

    assertThat(((Json.Arr) other.get("/api/v1/usage").at("items")).items()).isEmpty();
    assertThat(((Json.Arr) other.get("/api/v1/usage/rows").at("items")).items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?by=cost",
        "?from=yesterday",
        "?zone=Mars/Olympus",
        "?from=2026-11-02&to=2026-11-01",
        "?cursor=x",
        "?limit=0"
      })
  void whatCannotBeAskedIsInvalid(String query) {
    assertThat(admin.get("/api/v1/usage" + query).status()).isEqualTo(400);
  }

  private String call(String team) {
    return admin
        .with("auterity-labels", "team=" + team)
        .post("/api/v1/call/text.pii.mask", "{\"text\": \"hello ann@example.org\"}")
        .header("auterity-decision");
  }
}
