package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The address of a webhook that was made before tokens bore marks, as a server finds it. */
@Tag("postgresql")
class UnmarkedTokenTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(VendorOfWebhooks::plugins);

  private final VendorOfWebhooks vendor = new VendorOfWebhooks(server);

  @Test
  void guessesDoNotStarveATokenWithoutAMark() {
    String unmarked = "U".repeat(43);
    server
        .database()
        .database()
        .inTenant(
            server.tenantOf(vendor.admin),
            tx ->
                tx.update("update webhook set token_sha256 = sha256('%s')".formatted(unmarked))
                    .execute());
    for (int i = 0; i < 400; i++) {
      vendor.send("/hooks/" + "%043d".formatted(1_000 + i), "issues", "d", "{}", "00");
    }
    String body = VendorOfWebhooks.issue(7);

    Reply taken =
        vendor.send(
            "/hooks/" + unmarked,
            "issues",
            "d-1",
            body,
            VendorOfWebhooks.hmac(vendor.secret, body));

    assertThat(taken.status()).isEqualTo(202);
  }
}
