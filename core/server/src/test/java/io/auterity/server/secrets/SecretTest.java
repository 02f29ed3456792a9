package io.auterity.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
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
  void secretsOfAnotherTenantAreNotThere() {
    put("shared", "sk-1");
    Client other = server.newTenant();

    assertThat(other.get("/api/v1/secrets").body()).doesNotContain("shared");
    assertThat(other.delete("/api/v1/secrets/shared").status()).isEqualTo(404);
  }

  @Test
  void aNameThatIsNoNameIsRefused() {
    assertThat(put("Not-A-Name", "x").status()).isEqualTo(400);
  }

  private Reply put(String name, String value) {
    return admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/" + name, BodyPublishers.ofString(value));
  }
}
