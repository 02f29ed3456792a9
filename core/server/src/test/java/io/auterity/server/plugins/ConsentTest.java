package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.wiring.Server;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions of a connector file that reach further than tenants have let them. */
@Tag("postgresql")
class ConsentTest {

  private static final String PROVIDER = "/api/v1/providers/forge";
  private static final String CONSENT = PROVIDER + "/consent";
  private static final String TOKEN = "a-token-of-octo";
  private static final String FURTHER =
      "servers:\n  more: {url: \"https://files.vendor.example\", credential: true}";

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();
  private final Client installer = server.installer(admin);
  private ForgeDouble forge;
  private String text = "";

  @BeforeEach
  void install() throws IOException {
    forge = new ForgeDouble(TOKEN);
    text = Files.readString(Repository.root().resolve("plugins/vendors/gitea.yaml"));
    put(text);
    apply(admin, "");
    soon(() -> state(admin).equals("connected"));
  }

  @AfterEach
  void remove() {
    forge.close();
    installer.delete("/api/v1/plugins/gitea?force=true");
  }

  private Reply put(String file) {
    Reply reply = installer.post("/api/v1/plugins", "application/yaml", file);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private String further() {
    return text.replace("servers:", FURTHER).replace("version: 1.0.0", "version: 1.1.0");
  }

  private void apply(Client client, String more) {
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/forge", BodyPublishers.ofString(TOKEN));
    client.apply(
        """
        kind: provider
        id: forge
        spec:
          connector: gitea-issues
          unverified: true
          config: {url: "%s"}
          auth: {bearer: {secret: forge}}
          %s
        """
            .formatted(forge.url(), more));
  }

  private static String state(Client client) {
    return String.valueOf(client.get(PROVIDER).json().text("state"));
  }

  private static Reply issues(Client client) {
    return client.post("/api/v1/call/tracker.issue.list", "{\"project\": \"octo/hello\"}");
  }

  private static Reply agree(Client client) {
    return client.post(
        CONSENT, "{\"of\": \"%s\"}".formatted(client.get(CONSENT).json().text("of")));
  }

  @Test
  void aProviderWaitsUntilItsTenantHasAgreedToWhatItLookedAt() {
    assertThat(admin.get(CONSENT).text("needed")).isEqualTo("false");
    assertThat(put(further()).body()).contains("\"waiting\":[\"forge\"]");

    assertThat(state(admin)).isEqualTo("pending");
    assertThat(admin.get(PROVIDER).text("reason"))
        .startsWith("consent_needed: version 1.1.0 of its plugin 'gitea' would also go to")
        .contains("files.vendor.example", CONSENT);
    Reply refused = issues(admin);
    assertThat(refused.text("code")).as(refused.toString()).isEqualTo("no_viable_provider");
    assertThat(refused.body()).contains("consent_needed");
    Reply wanted = admin.get(CONSENT);
    assertThat(wanted.text("hosts.0")).isEqualTo("files.vendor.example");
    assertThat(wanted.text("credential.0")).isEqualTo("files.vendor.example");
    assertThat(admin.post(CONSENT, "{\"of\": \"else\"}").status()).isEqualTo(409);

    Reply agreed = agree(admin);
    assertThat(agreed.status()).as(agreed.toString()).isEqualTo(200);

    soon(() -> state(admin).equals("connected"));
    assertThat(issues(admin).status()).isEqualTo(200);
    assertThat(admin.get("/api/v1/audit?limit=500").body())
        .contains("provider/forge/consent", "files.vendor.example");
    assertThat(agree(admin).status()).isEqualTo(409);
  }

  @Test
  void aConsentThatIsTakenBackHoldsTheProviderEverywhereUntilItIsGivenAnew() {
    try (Server second = server.beside()) {
      Client there = new Client(second.console().toString()).bearer(admin.key());
      soon(() -> state(there).equals("connected"));

      Reply back = admin.delete(CONSENT);

      assertThat(back.status()).as(back.toString()).isEqualTo(200);
      assertThat(back.text("needed")).isEqualTo("true");
      assertThat(state(admin)).isEqualTo("pending");
      soon(() -> state(there).equals("pending"));
      assertThat(issues(there).text("code")).isEqualTo("no_viable_provider");
      apply(admin, "slots: 3");
      assertThat(state(admin)).as("to apply it is no consent").isEqualTo("pending");
      assertThat(admin.delete(CONSENT).status()).as("there is none").isEqualTo(409);
      assertThat(agree(there).status()).isEqualTo(200);
      soon(() -> state(admin).equals("connected"));
    }
  }

  @Test
  void aTenantIsToldOnceOfAProviderThatWaits() {
    put(further());

    soon(() -> told() == 1);
    apply(admin, "slots: 3");
    agree(admin);
    soon(() -> state(admin).equals("connected"));
    assertThat(told()).as("when it waits again, that is told again").isZero();
  }

  private long told() {
    return server
        .database()
        .database()
        .inTenant(
            server.tenantOf(admin),
            tx ->
                tx.query("select count(*) from provider_agreement where told is not null")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void aDryRunTellsWhoWouldWait() {
    Reply tried = installer.post("/api/v1/plugins?dryRun=true", "application/yaml", further());

    assertThat(tried.body()).contains("\"waiting\":[\"forge\"]");
    assertThat(tried.body()).contains("\"hostsAdded\":[\"files.vendor.example\"]");
    assertThat(state(admin)).isEqualTo("connected");
  }

  @Test
  void toApplyItAgainIsNoConsentAndARollbackEndsTheWaiting() {
    put(further());
    apply(admin, "slots: 3");
    assertThat(state(admin)).isEqualTo("pending");

    String first = installer.get("/api/v1/plugins/gitea/versions").text("items.1.version");
    Reply back =
        installer.post("/api/v1/plugins/gitea/rollback", "{\"version\": %s}".formatted(first));

    assertThat(back.status()).as(back.toString()).isEqualTo(200);
    soon(() -> state(admin).equals("connected"));
    assertThat(issues(admin).status()).isEqualTo(200);
  }

  @Test
  void aProviderThatIsMadeLaterAgreesByBeingMade() {
    put(further());
    Client other = server.newTenant();

    apply(other, "");

    soon(() -> state(other).equals("connected"));
  }

  @Test
  void nobodyAgreesForAnotherTenantOrWithoutBeingGrantedThat() {
    put(further());
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"o\", \"roles\": [\"operator\"]}");
    Client operator = admin.bearer(made.text("secret"));

    assertThat(operator.get(CONSENT).status()).isEqualTo(200);
    assertThat(agree(operator).status()).isEqualTo(403);
    assertThat(server.newTenant().get(CONSENT).status()).isEqualTo(404);
    assertThat(state(admin)).isEqualTo("pending");
  }

  @Test
  void otherServersHoldItTooAndHearOfTheConsentAlsoThoseThatStartLater() {
    put(further());
    try (Server second = server.beside()) {
      Client there = new Client(second.console().toString()).bearer(admin.key());
      assertThat(state(there)).isEqualTo("pending");

      assertThat(agree(there).status()).isEqualTo(200);

      soon(() -> state(there).equals("connected"));
      soon(() -> state(admin).equals("connected"));
      assertThat(issues(there).status()).isEqualTo(200);
    }
  }

  @Test
  void aStartAgreesForNobody() throws SQLException {
    try (Connection connection = server.database().logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate provider_agreement");
    }

    for (int start = 1; start <= 2; start++) {
      try (Server second = server.beside()) {
        Client there = new Client(second.console().toString()).bearer(admin.key());

        assertThat(state(there)).as("after %d starts".formatted(start)).isEqualTo("pending");
        assertThat(there.get(PROVIDER).text("reason")).startsWith("consent_needed");
        if (start == 2) {
          assertThat(agree(there).status()).isEqualTo(200);
          soon(() -> state(there).equals("connected"));
        }
      }
    }
  }

  private void soon(BooleanSupplier heard) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!heard.getAsBoolean()) {
      assertThat(System.nanoTime() - end)
          .as("nanoseconds too late: " + admin.get(PROVIDER))
          .isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
