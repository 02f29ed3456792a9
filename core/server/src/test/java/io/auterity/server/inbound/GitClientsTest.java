package io.auterity.server.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.git.GitCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real git clients at the product's own git host. */
@Tag("postgresql")
class GitClientsTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins ->
              BundledPlugin.write(
                  "git",
                  plugins,
                  "jackson-core-",
                  "org.eclipse.jgit-",
                  "JavaEWAH-",
                  "commons-codec-",
                  "slf4j-api-"));

  private final Client client = server.newTenant();

  @TempDir private Path home;

  private Json repository = Json.NULL;
  private String url = "";

  @BeforeEach
  void aRepository() {
    GitCommand.require(home);
    client.apply("{kind: provider, id: code, spec: {connector: embedded-git}}");
    Json.Obj made = made("repository.create", "{\"name\": \"letters\", \"init\": true}");
    repository = Objects.requireNonNull(made.get("ref"));
    url = Objects.requireNonNull(made.text("cloneUrl"));
  }

  @Test
  void itsAddressStandsInTheAnswer() {
    assertThat(url).isEqualTo(server.console() + "/git/code/main/letters.git");
  }

  @Test
  void clonesWhatTheApiMade() {
    made("commit.create", change("main", "Ä 日本.txt", "Zeile"));

    GitCommand copy = clone("copy");

    assertThat(copy.folder().resolve("Ä 日本.txt")).hasContent("Zeile");
    assertThat(copy.does("rev-parse", "HEAD")).isEqualTo(head("main"));
    assertThat(copy.does("fsck", "--strict")).isEmpty();
  }

  @Test
  void clonesInBothVersionsOfTheProtocolAndShallow() {
    made("commit.create", change("main", "a.txt", "A"));
    GitCommand git = new GitCommand(home);

    git.does("-c", "protocol.version=0", "clone", "-q", withKey(client), "old");
    git.does("clone", "-q", "--depth", "1", withKey(client), "shallow");

    assertThat(git.in("old").does("log", "--format=%s").lines()).hasSize(2);
    assertThat(git.in("shallow").does("log", "--format=%s").lines()).hasSize(1);
    git.in("shallow").does("fetch", "-q", "--unshallow");
    assertThat(git.in("shallow").does("log", "--format=%s").lines()).hasSize(2);
  }

  @Test
  void aPushIsReadByTheApi() {
    clone("copy").commits("by-hand.txt", "by hand").does("push", "-q");

    assertThat(text("by-hand.txt")).isEqualTo("by hand");
    clone("another").does("fsck", "--strict", "--full");
  }

  @Test
  void fetchesWhatOthersHavePushed() {
    GitCommand mine = clone("mine");
    clone("theirs").commits("a.txt", "A").does("push", "-q");

    mine.does("pull", "-q");

    assertThat(mine.folder().resolve("a.txt")).hasContent("A");
  }

  @Test
  void largePacksGoBothWays() throws IOException {
    GitCommand copy = clone("copy");
    byte[] noise = new byte[24_000_000];
    new Random(7).nextBytes(noise);
    Files.write(copy.folder().resolve("noise"), noise);
    copy.does("add", ".");
    copy.does("commit", "-qm", "Noise");

    copy.does("push", "-q");

    assertThat(clone("another").folder().resolve("noise")).hasBinaryContent(noise);
  }

  @Test
  void aPushToAnOpenPullRequestIsPartOfIt() {
    GitCommand copy = clone("copy");
    copy.does("checkout", "-qb", "topic");
    copy.commits("a.txt", "A").does("push", "-q", "origin", "topic");
    Json pull =
        made(
                "pull_request.create",
                "{\"repository\": %s, \"title\": \"T\", \"source\": \"topic\", \"target\": \"main\"}"
                    .formatted(repository))
            .get("ref");

    copy.commits("b.txt", "B").does("push", "-q", "origin", "topic");

    String in = "{\"pull\": %s}".formatted(pull);
    assertThat(made("pull_request.get", in).text("headSha"))
        .isEqualTo(copy.does("rev-parse", "HEAD"));
    made("pull_request.merge", in);
    assertThat(text("b.txt")).isEqualTo("B");
  }

  @Test
  void historyCanBeRewrittenWhereNoRuleForbidsIt() {
    GitCommand copy = clone("copy").commits("a.txt", "A");
    copy.does("push", "-q");
    copy.does("commit", "-q", "--amend", "-m", "Again");

    assertThat(copy.fails("push")).contains("rejected");
    copy.does("push", "-q", "--force");

    assertThat(head("main")).isEqualTo(copy.does("rev-parse", "HEAD"));
  }

  @Test
  void aProtectedBranchRefusesAndSaysWhy() {
    made(
        "branch.protect",
        """
        {"repository": %s, "name": "main", "approvals": 1, "checks": [], "admins": true}\
        """
            .formatted(repository));
    GitCommand copy = clone("copy").commits("a.txt", "A");

    for (String force : new String[] {"--no-force", "--force"}) {
      assertThat(copy.fails("push", force, "origin", "main"))
          .contains("[remote rejected]", "branch main is protected");
    }
    assertThat(copy.fails("push", "origin", ":main")).contains("main is the default branch");
  }

  @Test
  void aBranchWithAnyRuleKeepsItsCommits() {
    GitCommand copy = clone("copy").commits("a.txt", "A");
    copy.does("push", "-q");
    made(
        "branch.protect",
        """
        {"repository": %s, "name": "main", "approvals": 0, "checks": [], "admins": true}\
        """
            .formatted(repository));
    copy.does("commit", "-q", "--amend", "-m", "Again");

    assertThat(copy.fails("push", "--force")).contains("protected: its commits stay");
  }

  @Test
  void tagsAndBranchesComeAndGo() {
    GitCommand copy = clone("copy");
    copy.does("tag", "v1");
    copy.does("tag", "-am", "Second", "v2");
    copy.does("push", "-q", "origin", "v1", "v2", "HEAD:refs/heads/topic");

    assertThat(names("tag.list")).contains("v1").contains("v2");
    assertThat(names("branch.list")).contains("topic");

    copy.does("push", "-q", "origin", ":v1", ":topic");

    assertThat(names("tag.list")).doesNotContain("v1").contains("v2");
    assertThat(names("branch.list")).doesNotContain("topic");
  }

  @Test
  void otherRefsAreRefused() {
    GitCommand copy = clone("copy").commits("a.txt", "A");

    assertThat(copy.fails("push", "origin", "HEAD:refs/notes/x"))
        .contains("only branches and tags are taken");
    assertThat(copy.fails("push", "origin", "HEAD:refs/heads/" + "a".repeat(40)))
        .contains("40 hexadecimal digits");
  }

  @Test
  void anAtomicPushIsDoneWhollyOrNotAtAll() {
    GitCommand copy = clone("copy").commits("a.txt", "A");

    copy.fails("push", "--atomic", "origin", "HEAD:refs/heads/good", "HEAD:refs/notes/bad");
    assertThat(names("branch.list")).doesNotContain("good");

    copy.fails("push", "origin", "HEAD:refs/heads/good", "HEAD:refs/notes/bad");
    assertThat(names("branch.list")).contains("good");
  }

  @Test
  void anArchivedRepositoryIsOnlyRead() {
    made("repository.update", "{\"repository\": %s, \"archived\": true}".formatted(repository));
    GitCommand copy = clone("copy").commits("a.txt", "A");

    assertThat(copy.fails("push")).contains("main/letters is archived");
  }

  @Test
  void whoShowsNoKeyOrAWrongOneIsRefused() {
    GitCommand git = new GitCommand(home);
    Client stranger = server.newTenant();

    assertThat(git.fails("clone", url, "copy")).contains("terminal prompts disabled");
    assertThat(git.fails("clone", withKey("wrong"), "copy")).contains("Authentication failed");
    assertThat(git.fails("clone", withKey(stranger), "copy")).contains("code");
  }

  @Test
  void whoMayNotCommitMayNotPush() {
    Client reader = keyWithout("git.commit.create");
    GitCommand copy = clone("copy", reader).commits("a.txt", "A");

    assertThat(copy.fails("push")).contains("remote:").contains("403");
  }

  @Test
  void whoMayNotDeleteBranchesPushesNoDeletion() {
    clone("copy").does("push", "-q", "origin", "HEAD:refs/heads/topic");
    GitCommand copy = clone("other", keyWithout("git.branch.delete"));

    assertThat(copy.fails("push", "origin", ":topic")).contains("git.branch.delete");
    copy.commits("a.txt", "A").does("push", "-q");
  }

  @Test
  void whoMayNotDeleteBranchesRewritesNone() {
    clone("theirs").commits("a.txt", "A").does("push", "-q");
    GitCommand copy = clone("copy", keyWithout("git.branch.delete"));
    String before = head("main");
    copy.does("commit", "-q", "--amend", "-m", "Again");

    assertThat(copy.fails("push", "--force"))
        .contains("branch main would lose commits", "git.branch.delete");
    assertThat(head("main")).isEqualTo(before);
    copy.does("push", "-q", "origin", "HEAD:refs/heads/topic");
  }

  @Test
  void aTagIsMovedOnlyByWhoMayDeleteAndCreateTags() {
    clone("theirs").does("push", "-q", "origin", "HEAD:refs/tags/v1");
    for (String denied : List.of("git.tag.delete", "git.tag.create")) {
      GitCommand copy = clone(denied, keyWithout(denied)).commits("a.txt", "A");

      assertThat(copy.fails("push", "--force", "origin", "HEAD:refs/tags/v1")).contains(denied);
    }
    clone("mine").commits("a.txt", "A").does("push", "-qf", "origin", "HEAD:refs/tags/v1");
  }

  @Test
  void aRefusalOfALargePushIsHeard() throws IOException {
    GitCommand copy = clone("copy");
    noise(copy, 10_000_000);
    made("repository.update", "{\"repository\": %s, \"archived\": true}".formatted(repository));

    assertThat(copy.fails("push")).contains("main/letters is archived");
  }

  @Test
  void aDeniedDeletionBesideALargePushIsHeard() throws IOException {
    clone("theirs").does("push", "-q", "origin", "HEAD:refs/heads/topic");
    GitCommand copy = clone("copy", keyWithout("git.branch.delete"));
    noise(copy, 10_000_000);

    assertThat(copy.fails("push", "origin", "main", ":topic")).contains("git.branch.delete");
  }

  @Test
  void aGuardrailThatCannotReadBytesRefusesThemUnlessItLetsThemPass() {
    GitCommand copy = clone("copy").commits("a.txt", "A");
    String rule =
        """
        {kind: guardrail, id: g, spec: {on: [request], find: {words: [secret]}, act: block,\
         scope: {capabilities: ["git.commit.*", "git.branch.*"]}%s}}\
        """;
    client.apply(rule.formatted(""));

    assertThat(copy.fails("push")).contains("guardrail 'g'");
    clone("another");

    client.apply(rule.formatted(", bytes: pass"));
    assertThat(copy.fails("push", "origin", "HEAD:refs/heads/secret")).contains("remote");
    copy.does("push", "-q");

    Reply one = decision("git.commit.create", "succeeded");
    assertThat(one.body()).contains("no guardrail has looked at them");
  }

  @Test
  void aGuardrailOfAnswersRefusesAFetch() {
    client.apply(
        """
        {kind: guardrail, id: g, spec: {on: [answer], find: {words: [secret]}, act: block,\
         scope: {capabilities: [git.content.get]}}}\
        """);

    assertThat(new GitCommand(home).fails("clone", withKey(client), "copy"))
        .contains("guardrail 'g'");
  }

  @Test
  void aDecisionTellsAllThatAPushDid() {
    GitCommand copy = clone("copy").commits("a.txt", "A");

    copy.does("push", "-q", "origin", "HEAD:refs/heads/feature", "HEAD:main", "HEAD:refs/tags/v1");

    assertThat(decision("git.commit.create", "succeeded").body())
        .contains(
            "git.commit.create refs/heads/main",
            "git.branch.create refs/heads/feature",
            "git.tag.create refs/tags/v1");
  }

  @Test
  void aBodyThatIsNotCompressedAsItSaysIsToldSo() {
    byte[] body = "0014command=ls-refs\n0000".getBytes(StandardCharsets.UTF_8);

    assertThat(refs("gzip", body).body()).contains("not compressed as its content-encoding says");
  }

  private Reply decision(String capability, String outcome) {
    Reply all = client.awaiting("/api/v1/decisions?capability=" + capability, "items", outcome);
    return client.get("/api/v1/decisions/" + all.text("items.0.id"));
  }

  private static void noise(GitCommand copy, int length) throws IOException {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    Files.write(copy.folder().resolve("noise"), noise);
    copy.does("add", ".");
    copy.does("commit", "-qm", "Noise");
  }

  @Test
  void whoMayNotReadMayNotClone() {
    assertThat(new GitCommand(home).fails("clone", withKey(keyWithout("git.content.*")), "copy"))
        .contains("remote:")
        .contains("403");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    GitCommand git = new GitCommand(home);

    assertThat(git.fails("clone", withKey(client).replace("letters", "others"), "copy"))
        .contains("there is no repository main/others");
    assertThat(basic("/git/code/main/letters.git/objects/info/packs").status()).isEqualTo(404);
    assertThat(basic("/git/code").status()).isEqualTo(404);
    assertThat(client.get("/git/code/main/letters.git/info/refs?service=git-upload-pack").status())
        .isEqualTo(200);
  }

  @Test
  void aRequestMayBeCompressed() throws IOException {
    String asked = "0014command=ls-refs\n0000";
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(asked.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(refs("gzip", zipped.toByteArray()).body()).contains("refs/heads/main");
    assertThat(refs("identity", asked.getBytes(StandardCharsets.UTF_8)).body())
        .contains("refs/heads/main");
    assertThat(refs("br", zipped.toByteArray()).status()).isEqualTo(415);
  }

  private Reply refs(String coding, byte[] body) {
    return client
        .with("Content-Encoding", coding)
        .with("Git-Protocol", "version=2")
        .send(
            "POST", "/git/code/main/letters.git/git-upload-pack", BodyPublishers.ofByteArray(body));
  }

  @Test
  void aPushLeavesADecision() {
    clone("copy").commits("a.txt", "A").does("push", "-q");

    Reply all =
        client.awaiting("/api/v1/decisions?capability=git.commit.create", "items", "succeeded");
    Reply one = client.get("/api/v1/decisions/" + all.text("items.0.id"));

    assertThat(one.text("labels.git")).as(one.body()).isEqualTo("push");
    assertThat(one.text("labels.refs")).isEqualTo("refs/heads/main");
  }

  private GitCommand clone(String name) {
    return clone(name, client);
  }

  private GitCommand clone(String name, Client as) {
    new GitCommand(home).does("clone", "-q", withKey(as), name);
    return new GitCommand(home.resolve(name));
  }

  private String withKey(Client as) {
    return withKey(as.key());
  }

  private String withKey(String key) {
    return url.replace("http://", "http://git:" + key + "@");
  }

  private Reply basic(String path) {
    String pair =
        Base64.getEncoder().encodeToString((client.key() + ":").getBytes(StandardCharsets.UTF_8));
    return server
        .anonymous()
        .with("Authorization", "Basic " + pair)
        .send("GET", path, BodyPublishers.noBody());
  }

  private Client keyWithout(String denied) {
    Reply made =
        client.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"roles\": [\"operator\"], \"deny\": [\"%s\"]}"
                .formatted(denied.replaceAll("[^a-z]", "-"), denied));
    return server.anonymous().bearer(made.text("secret"));
  }

  private String change(String branch, String path, String text) {
    return """
    {"repository": %s, "branch": "%s", "message": "Change",
     "changes": [{"action": "create", "path": "%s", "text": "%s"}]}\
    """
        .formatted(repository, branch, path, text);
  }

  private String text(String path) {
    return String.valueOf(
        made("content.get", "{\"repository\": %s, \"path\": \"%s\"}".formatted(repository, path))
            .text("text"));
  }

  private String head(String branch) {
    return String.valueOf(
        made("branch.get", "{\"repository\": %s, \"name\": \"%s\"}".formatted(repository, branch))
            .text("sha"));
  }

  private String names(String list) {
    return made(list, "{\"repository\": %s}".formatted(repository)).toString();
  }

  private Json.Obj made(String operation, String input) {
    Reply reply = client.post("/api/v1/call/git." + operation, input);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }
}
