package io.auterity.server.session;

import static io.auterity.server.session.OutsideTenant.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People who sign in vote as the user of the address that their issuer has verified. */
@Tag("postgresql")
class ApprovingPersonTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final OutsideTenant people = new OutsideTenant(server, outside);

  private static final Json.Obj ADMIN =
      ADA.with("groups", Json.array(List.of(Json.of("admins"))))
          .with("email", Json.of("Ada@Example.test"));

  private Reply asked() {
    people.admin.apply(
        """
        {kind: user, id: ada, spec: {email: ada@example.test}}
        ---
        {kind: workflow, id: asks, spec: {steps: [{id: ok, ask: "Sure?", of: {people: [ada]}}]}}
        """);
    people.admin.post("/api/v1/workflows/asks/runs", "{\"input\": {}}");
    String id =
        people.admin.awaiting("/api/v1/approvals?state=open", "items", "Sure").text("items.0.id");
    return people.admin.get("/api/v1/approvals/" + id);
  }

  private static Reply vote(Client who, Reply approval) {
    return who.post(
        "/api/v1/approvals/" + approval.text("id") + "/votes",
        "{\"choice\": \"approve\", \"digest\": \"%s\"}".formatted(approval.text("digest")));
  }

  @Test
  void anAddressThatIsNotVerifiedGivesNoVote() {
    Reply approval = asked();
    Client ada = people.console(people.signedIn(ADMIN));

    Reply refused = vote(ada, approval);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("user of the same verified address");
  }

  @Test
  void aVerifiedAddressVotesAsItsUser() {
    Reply approval = asked();
    Client ada = people.console(people.signedIn(ADMIN.with("email_verified", Json.of(true))));

    assertThat(ada.get("/api/v1/approvals?mine=true").text("items.0.id"))
        .isEqualTo(approval.text("id"));
    Reply voted = vote(ada, approval);

    assertThat(voted.status()).as(voted.toString()).isEqualTo(202);
    assertThat(voted.text("votes.0.user")).isEqualTo("ada");
    assertThat(voted.text("votes.0.by")).isEqualTo("Ada");
  }
}
