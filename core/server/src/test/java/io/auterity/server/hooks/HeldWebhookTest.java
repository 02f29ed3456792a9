package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What vendors send while their provider waits for its tenant's consent. */
@Tag("postgresql")
class HeldWebhookTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(VendorOfWebhooks::plugins);

  private static final String FURTHER = "servers:\n  more: {url: \"https://more.vendor.example\"}";
  private static final String SIGNED =
      "signature: {scheme: hmac-sha256, header: x-gitea-signature, encoding: hex}";

  private final VendorOfWebhooks vendor = new VendorOfWebhooks(server);
  private final Client installer = server.installer(vendor.admin);

  @AfterEach
  void remove() {
    installer.delete("/api/v1/plugins/gitea?force=true");
  }

  private Reply install(String signature) throws IOException {
    String text = Files.readString(Repository.root().resolve("plugins/vendors/gitea.yaml"));
    return installer.post(
        "/api/v1/plugins",
        "application/yaml",
        text.replace("servers:", FURTHER).replace(SIGNED, signature));
  }

  @Test
  void whatTheVendorSignedIsTakenAndAForgeryIsNot() throws IOException {
    Reply put = install(SIGNED);
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
    assertThat(put.body()).contains("\"waiting\":[\"%s\"]".formatted(VendorOfWebhooks.PROVIDER));

    Reply taken = vendor.opened(7, "d-1");
    Reply forged =
        vendor.send(
            vendor.path,
            "issues",
            "d-2",
            VendorOfWebhooks.issue(8),
            VendorOfWebhooks.hmac("another", VendorOfWebhooks.issue(8)));

    assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
    assertThat(forged.status()).isEqualTo(401);
    assertThat(vendor.admin.get("/api/v1/webhooks/deliveries").body())
        .contains("io.auterity.tracker.issue.created.v1", "\"d-1\"");
  }

  @Test
  void aVersionThatEndsTheSigningIsRefused() throws IOException {
    Reply refused = install("signature: {scheme: none}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body()).contains("by hmac-sha256, and would by none");
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(202);
    assertThat(vendor.send(vendor.path, "issues", "d-2", "{}", null).status()).isEqualTo(401);
  }
}
