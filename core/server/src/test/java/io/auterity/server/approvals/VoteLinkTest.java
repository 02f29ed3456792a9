package io.auterity.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.approval.VoteLinks.VoteLink;
import io.auterity.workflow.journal.ApprovalRow;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The link of an e-mail by which one user votes once, on a page that is looked at first. */
@Tag("postgresql")
class VoteLinkTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String RELEASE =
      """
      kind: user
      id: ann
      spec: {email: ann@example.test}
      ---
      kind: team
      id: support
      spec: {members: [ann]}
      ---
      kind: workflow
      id: release
      spec:
        steps:
          - id: ok
            ask: "Release <2.0>?"
            show: {changes: "a & b"}
            of: {teams: [support]}
            need: 2
      """;

  private final Client admin = server.newTenant();
  private final Client outside = server.anonymous();
  private String annKey = "";

  @BeforeEach
  void apply() {
    admin.apply(RELEASE);
    annKey =
        String.valueOf(
            admin
                .post(
                    "/api/v1/keys",
                    "{\"name\": \"ann\", \"roles\": [\"operator\"], \"owner\": \"user/ann\"}")
                .text("key.id"));
  }

  private Reply asked() {
    var _ = admin.post("/api/v1/workflows/release/runs", "{\"input\": {}}");
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", "ask_");
    return admin.get("/api/v1/approvals/" + page.text("items.0.id"));
  }

  private String link(Reply approval, String user) {
    return link(server.tenantOf(admin), approval, user, approval.text("digest"), 3_600);
  }

  private static String link(
      TenantScope scope, Reply approval, String user, String digest, long seconds) {
    VoteLinks links =
        new VoteLinks(
            new ContentSeal(MasterKey.open(RunningServer.places(server.data()).masterKey()))
                .forPurpose("votes"));
    Instant until = Instant.ofEpochSecond(Time.system().now().getEpochSecond() + seconds);
    return VoteLinks.PATH
        + links.token(
            new VoteLink(
                scope,
                ApprovalRow.ID.read(String.valueOf(approval.text("id"))),
                user,
                VoteLinks.digest(digest, "Ann@example.test"),
                until));
  }

  private Reply choose(String link, String choice) {
    return outside.post(link, "application/x-www-form-urlencoded", "choice=" + choice);
  }

  private Json.Arr votes(Reply approval) {
    return (Json.Arr) admin.get("/api/v1/approvals/" + approval.text("id")).at("votes");
  }

  @Test
  void toLookGivesNoVoteAndAButtonGivesOne() {
    Reply approval = asked();
    String link = link(approval, "ann");

    Reply page = outside.get(link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("Release &lt;2.0&gt;?", "a &amp; b", "value=\"approve\"", "<b>ann</b>");
    assertThat(votes(approval).items()).isEmpty();

    Reply given = choose(link, "approve");

    assertThat(given.status()).as(given.body()).isEqualTo(200);
    assertThat(votes(approval).items())
        .singleElement()
        .satisfies(vote -> assertThat(((Json.Obj) vote).text("user")).isEqualTo("ann"));
    assertThat(choose(link, "refuse").body()).contains("this link has been used");
    assertThat(choose(link, "refuse").status()).isEqualTo(409);
    assertThat(outside.get(link).body()).contains("has voted already");
    assertThat(votes(approval).items()).hasSize(1);
  }

  /** activepieces #14024, next-auth #8737: such programs had used up the link, or even decided. */
  @Test
  void programsThatLookThroughEMailsNeitherVoteNorUseUpALink() {
    Reply approval = asked();
    String link = link(approval, "ann");

    assertThat(outside.send("HEAD", link, BodyPublishers.noBody()).status()).isEqualTo(200);
    assertThat(outside.send("OPTIONS", link, BodyPublishers.noBody()).status()).isLessThan(500);
    assertThat(outside.get(link + "?choice=approve").body()).doesNotContain("checked");
    assertThat(outside.send("POST", link, BodyPublishers.noBody()).status()).isEqualTo(400);
    assertThat(choose(link, "").status()).isEqualTo(400);
    assertThat(
            outside
                .post(link + "?choice=approve", "application/x-www-form-urlencoded", "")
                .status())
        .isEqualTo(400);
    assertThat(votes(approval).items()).isEmpty();

    assertThat(choose(link, "approve").status()).isEqualTo(200);
  }

  @Test
  void aLinkThatIsUsedSeveralTimesAtOnceGivesOneVote() throws Exception {
    Reply approval = asked();
    String link = link(approval, "ann");

    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> one :
          clients.invokeAll(
              Collections.<Callable<Reply>>nCopies(6, () -> choose(link, "approve")))) {
        assertThat(one.get().status()).isIn(200, 409);
      }
    }

    assertThat(votes(approval).items()).hasSize(1);
    assertThat(admin.get("/api/v1/approvals/" + approval.text("id")).text("state"))
        .isEqualTo("open");
  }

  @Test
  void oneApprovalIsNotAskedWithoutEnd() {
    Reply approval = asked();
    String link = link(approval, "ann");

    Optional<Reply> refused =
        IntStream.range(0, 5_000)
            .parallel()
            .mapToObj(more -> choose(link, "perhaps"))
            .filter(reply -> reply.status() == 429)
            .findAny();

    assertThat(refused).hasValueSatisfying(each -> assertThat(each.body()).contains("too many"));
  }

  @Test
  void thePageTellsNoOtherPageOfItself() {
    Reply approval = asked();
    String link = link(approval, "ann");

    Reply page = outside.get(link);
    Reply given = choose(link, "approve");

    for (Reply each : List.of(page, given, choose(link, "approve"))) {
      assertThat(each.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(each.header("cache-control")).isEqualTo("no-store");
      assertThat(each.header("content-security-policy"))
          .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
      assertThat(each.body()).doesNotContain("http", "src=", "href=");
    }
    String token = link.substring(VoteLinks.PATH.length());
    assertThat(admin.get("/api/v1/audit?limit=50").body())
        .contains("approval/%s/mail".formatted(approval.text("id")))
        .doesNotContain(token);
  }

  /** The e-mail lies where it was sent: who no longer has that mailbox must not vote by it. */
  @Test
  void aLinkThatWasSentToAFormerAddressIsOver() {
    Reply approval = asked();
    String link = link(approval, "ann");
    admin.apply("{kind: user, id: ann, spec: {email: ann.new@example.test}}");

    assertThat(outside.get(link).body()).contains("the address of &#39;ann&#39; is another now");
    assertThat(choose(link, "approve").status()).isEqualTo(409);
    assertThat(votes(approval).items()).isEmpty();
  }

  @Test
  void aLinkThatWasChangedOrMadeElsewhereIsNone() {
    Reply approval = asked();
    String link = link(approval, "ann");
    int last = link.length() - 4;
    char other = link.charAt(last) == 'A' ? 'B' : 'A';
    String changed = link.substring(0, last) + other + link.substring(last + 1);

    assertThat(outside.get(changed).status()).isEqualTo(404);
    assertThat(choose(changed, "approve").status()).isEqualTo(404);
    assertThat(choose(VoteLinks.PATH + approval.text("id"), "approve").status()).isEqualTo(404);
    assertThat(votes(approval).items()).isEmpty();
  }

  @Test
  void aLinkOfAnotherTenantReachesNoneOfItsApprovals() {
    Reply approval = asked();
    Client other = server.newTenant();
    String digest = String.valueOf(approval.text("digest"));
    String link = link(server.tenantOf(other), approval, "ann", digest, 3_600);

    assertThat(outside.get(link).status()).isEqualTo(404);
    assertThat(choose(link, "approve").status()).isIn(403, 404);
    assertThat(votes(approval).items()).isEmpty();
  }

  @Test
  void aLinkEndsWithItsTimeAndWithWhatWasShown() {
    Reply approval = asked();
    TenantScope scope = server.tenantOf(admin);
    String digest = String.valueOf(approval.text("digest"));
    String late = link(scope, approval, "ann", digest, -Duration.ofMinutes(1).toSeconds());
    String former = link(scope, approval, "ann", "ab".repeat(32), 3_600);

    assertThat(choose(late, "approve").body()).contains("the time of this link is over");
    assertThat(outside.get(former).status()).isEqualTo(409);
    assertThat(choose(former, "approve").body()).contains("no longer what this link is for");
    assertThat(votes(approval).items()).isEmpty();
  }

  @Test
  void whoLostTheRightOrLeftTheTeamDoesNotVote() {
    Reply approval = asked();
    String link = link(approval, "ann");

    admin.apply("{kind: team, id: support, spec: {members: []}}");
    Reply left = choose(link, "approve");
    assertThat(left.status()).as(left.body()).isEqualTo(403);
    assertThat(left.body()).contains("not among those");
    assertThat(outside.get(link).status()).isEqualTo(403);
    assertThat(outside.get(link).body()).doesNotContain("Release", "a &amp; b");
    admin.apply("{kind: team, id: support, spec: {members: [ann]}}");
    assertThat(admin.delete("/api/v1/keys/" + annKey).status()).isLessThan(300);
    assertThat(choose(link, "approve").body()).contains("no key here with the right");

    assertThat(votes(approval).items()).isEmpty();
  }

  @Test
  void whatIsNoChoiceIsRefused() {
    Reply approval = asked();
    String link = link(approval, "ann");

    assertThat(choose(link, "perhaps").body()).contains("there is no choice &#39;perhaps&#39;");
    assertThat(outside.post(link, "text/plain", "x".repeat(2_000)).status()).isEqualTo(413);
    assertThat(outside.post(link, "text/plain", "choice=%ZZ").status()).isEqualTo(400);
    assertThat(choose(link, "approve").status()).isEqualTo(200);
  }
}
