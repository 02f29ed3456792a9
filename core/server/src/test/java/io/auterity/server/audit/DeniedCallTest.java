package io.auterity.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call that a key has no right to stands in the tenant's audit log. */
@Tag("postgresql")
class DeniedCallTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String VIOLATIONS = "/api/v1/audit?action=access.violation&target=text.*";

  private final Client admin = server.newTenant();

  @Test
  void aDeniedCallIsAnEntryOfItsCallerCapabilityAndDecision() {
    Client viewer = admin.keyWith("viewer");

    Reply refused = viewer.post("/api/v1/call/text.pii.mask", "{\"text\": \"Rapunzel\"}");

    assertThat(refused.text("code")).as(refused.toString()).isEqualTo("forbidden");
    Reply entries = violations(refused);
    assertThat(entries.text("items.0.entry.target")).isEqualTo("text.pii.mask");
    assertThat(entries.text("items.0.entry.outcome")).isEqualTo("refused");
    assertThat(entries.text("items.0.entry.request")).isEqualTo("rest");
    assertThat(entries.text("items.0.entry.name")).isEqualTo("viewer");
    assertThat(entries.text("items.0.entry.details.decision"))
        .isEqualTo(refused.header("auterity-decision"));
    assertThat(entries.text("items.0.entry.details.reason")).isEqualTo(refused.text("detail"));
    assertThat(entries.text("items.0.entry.details.count")).isEqualTo("1");
    assertThat(entries.body()).doesNotContainIgnoringCase("rapunzel");
  }

  private Reply violations(Reply refused) {
    return admin.awaiting(VIOLATIONS, "items", refused.header("auterity-decision"));
  }
}
