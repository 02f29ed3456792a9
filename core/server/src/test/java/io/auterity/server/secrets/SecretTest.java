package io.auterity.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class SecretTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();

  @Test
  void aSecretIsStoredAndForgottenButNeverShown() {
    assertThat(put("openai", "sk-1").text("version")).isEqualTo("1");
    assertThat(put("openai", "sk-2").text("version")).isEqualTo("2");

    assertThat(admin.get("/api/v1/secrets").body()).contains("openai").doesNotContain("sk-");
    assertThat(admin.delete("/api/v1/secrets/openai").status()).isEqualTo(204);
    assertThat(admin.delete("/api/v1/secrets/openai").status()).isEqualTo(404);
  }

  @Test
  void aFormerVersionIsPutInForceAgainAndNoneIsShown() {
    put("openai", "sk-1");
    put("openai", "sk-2");

    Reply listed = admin.get("/api/v1/secrets/openai/versions");
    Reply back = admin.post("/api/v1/secrets/openai/rollback", "{\"version\": 1}");

    assertThat(listed.body())
        .contains("\"version\":2", "\"version\":1", "\"author\":", "\"until\":")
        .doesNotContain("sk-");
    assertThat(back.text("version")).isEqualTo("3");
    assertThat(admin.get("/api/v1/secrets/openai").body())
        .contains("\"version\":3", "\"stored\":")
        .doesNotContain("sk-");
    assertThat(admin.post("/api/v1/secrets/openai/rollback", "{\"version\": 3}").status())
        .isEqualTo(409);
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("version 3, as version 1 was")
        .doesNotContain("sk-");
  }

  @Test
  void secretsOfAnotherTenantAreNotThere() {
    put("shared", "sk-1");
    Client other = server.newTenant();

    assertThat(other.get("/api/v1/secrets").body()).doesNotContain("shared");
    assertThat(other.delete("/api/v1/secrets/shared").status()).isEqualTo(404);
  }

  @Test
  void aRotationEncryptsEverySecretUnderANewKeyAndKeepsThemReadable() throws IOException {
    put("openai", "sk-1");
    put("openai", "sk-2");
    Path keyFile = RunningServer.places(server.data()).masterKey();
    long before = keys(keyFile);

    Reply rotated = server.operator().post("/api/v1/secrets/rotate", "");

    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
    assertThat(((Json.Int) rotated.at("encrypted")).value()).isGreaterThanOrEqualTo(2);
    assertThat(keys(keyFile)).isEqualTo(before + 1);
    MasterKey file = MasterKey.open(keyFile);
    assertThat(
            new SecretVault(
                    server.database().database(),
                    file,
                    Time.system(),
                    AuditTrail.changes(),
                    new SecretVersionLimits(3, Duration.ofDays(7)))
                .read(server.tenantOf(admin), "openai"))
        .isEqualTo("sk-2");
  }

  @Test
  void noTenantRotatesTheKeyOfAll() {
    assertThat(admin.post("/api/v1/secrets/rotate", "").status()).isEqualTo(401);
    assertThat(server.anonymous().post("/api/v1/secrets/rotate", "").status()).isEqualTo(401);
  }

  private static long keys(Path keyFile) throws IOException {
    return Pattern.compile("\"keyId\"").matcher(Files.readString(keyFile)).results().count();
  }

  @Test
  void aValueThatIsNotUtf8IsRefused() {
    Reply reply =
        admin
            .with("Content-Type", "text/plain")
            .send(
                "PUT",
                "/api/v1/secrets/bytes",
                BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xff}));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).contains("not UTF-8");
  }

  @Test
  void aNameThatIsNoNameIsRefused() {
    assertThat(put("Not-A-Name", "x").status()).isEqualTo(400);
  }

  @Test
  void aFreshSecretNeverTakesTheNameOfAnother() {
    put("shared-key", "of-others");

    Reply taken = fresh("shared-key", "mine", "*");
    assertThat(taken.status()).as(taken.toString()).isEqualTo(409);
    assertThat(taken.text("code")).isEqualTo("conflict");
    assertThat(taken.body()).contains("shared-key").doesNotContain("mine", "of-others");
    assertThat(fresh("free-key", "mine", "*").text("version")).isEqualTo("1");
    assertThat(put("shared-key", "next").text("version")).isEqualTo("2");
  }

  @Test
  void aConditionThatIsNotKnownIsRefused() {
    Reply reply = fresh("other-key", "mine", "\"v1\"");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).contains("If-None-Match");
    assertThat(admin.get("/api/v1/secrets").body()).doesNotContain("other-key");
  }

  private Reply fresh(String name, String value, String noneMatch) {
    return put(admin.with("If-None-Match", noneMatch), name, value);
  }

  private Reply put(String name, String value) {
    return put(admin, name, value);
  }

  private static Reply put(Client client, String name, String value) {
    return client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/" + name, BodyPublishers.ofString(value));
  }
}
