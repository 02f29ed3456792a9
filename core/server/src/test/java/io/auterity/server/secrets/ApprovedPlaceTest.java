package io.auterity.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class ApprovedPlaceTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.approving(
          folder -> CarelessPlugin.write(folder.resolve("careless.jar")), "127.0.0.1:* for acme");

  private static TellingVendor vendor;

  @BeforeAll
  static void listen() throws IOException {
    vendor = new TellingVendor();
  }

  @AfterAll
  static void end() {
    vendor.close();
  }

  @Test
  void aPlaceIsOpenToTheTenantThatIsNamedAndToNoOther() {
    Reply here = masked(tenant("acme"));
    Reply elsewhere = masked(tenant("other"));

    assertThat(here.status()).as(here.toString()).isEqualTo(200);
    assertThat(elsewhere.body())
        .contains("is in a private network: an operator may approve it as '127.0.0.1:")
        .contains("for TENANT' in egress.allow of auterity.yaml");
  }

  private static Reply masked(Client admin) {
    Reply applied =
        admin.post(
            "/api/v1/apply",
            "application/yaml",
            "{kind: provider, id: text, spec: {connector: careless-text, config: {url: '%s'}}}"
                .formatted(vendor.url()));
    assertThat(applied.status()).as(applied.toString()).isEqualTo(200);
    return admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}");
  }

  private static Client tenant(String name) {
    Reply created = server.operator().post("/api/v1/tenants", "{\"name\": \"%s\"}".formatted(name));
    return server.anonymous().bearer(created.text("key"));
  }
}
