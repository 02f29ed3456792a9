package io.auterity.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the e-mail of a step that asks to the vote of the user who gets it. */
@Tag("postgresql")
class MailedVoteTest {

  @RegisterExtension static final RunningServer server = RunningServer.start(BundledPlugin::mail);

  @SuppressWarnings("NullAway.Init")
  private static GreenMail mail;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void start() {
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
  }

  @AfterAll
  static void stop() {
    mail.stop();
  }

  @BeforeEach
  void apply() throws Exception {
    mail.purgeEmailFromAllMailboxes();
    admin.apply(
        """
        kind: user
        id: ann
        spec: {email: ann@example.test}
        ---
        kind: provider
        id: post
        spec:
          connector: smtp-imap
          config: {smtp: "tcp://127.0.0.1:%d", smtpTls: "off", from: runs@example.test}
        ---
        kind: workflow
        id: refund
        spec:
          input: {to: {type: string}}
          steps:
            - id: ok
              ask: "Refund?"
              of: {people: [ann]}
              tell:
                - id: mailed
                  call: mail.message.send
                  with: {to: ["${input.to}"], subject: "${ask.question}", text: "Vote here: ${ask.vote}"}
        """
            .formatted(mail.getSmtp().getPort()));
    var _ =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"ann\", \"roles\": [\"operator\"], \"owner\": \"user/ann\"}");
  }

  private Reply asked(String to, String told) {
    var _ =
        admin.post("/api/v1/workflows/refund/runs", "{\"input\": {\"to\": \"%s\"}}".formatted(to));
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", "ask_");
    return admin.awaiting("/api/v1/approvals/" + page.text("items.0.id"), "told", told);
  }

  @Test
  void theUserWhoGetsTheEMailVotesByItsLink() throws Exception {
    Reply approval = asked("ann@example.test", "\"sent\"");

    String text = String.valueOf(mail.getReceivedMessages()[0].getContent());
    Matcher link = Pattern.compile("Vote here: (\\S+)(/votes/\\S+)").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    assertThat(link.group(1)).startsWith("http").doesNotContain("/votes");
    Client anyone = server.anonymous();
    assertThat(anyone.get(link.group(2)).body()).contains("Refund?", "<b>ann</b>");
    Reply voted = anyone.post(link.group(2), "application/x-www-form-urlencoded", "choice=approve");

    assertThat(voted.status()).as(voted.body()).isEqualTo(200);
    Reply seen = admin.awaiting("/api/v1/approvals/" + approval.text("id"), "state", "decided");
    assertThat(seen.text("votes.0.user")).isEqualTo("ann");
    assertThat(seen.body()).doesNotContain(link.group(2));
  }

  @Test
  void anAddressThatIsNoUsersGetsNoEMail() {
    Reply approval = asked("eve@example.test", "\"failed\"");

    assertThat(approval.text("told.0.problem")).contains("the address of one user");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }
}
