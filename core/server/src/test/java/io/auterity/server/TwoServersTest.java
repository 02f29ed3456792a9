package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import io.auterity.platform.database.Tampering;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.mcp.Agent;
import io.auterity.server.runs.Workflow;
import io.auterity.server.wiring.Server;
import io.auterity.spi.Json;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers on one database; the second one has no engine. */
@Tag("postgresql")
class TwoServersTest {

  /** Answers with the length of its secret, where it has one. */
  private static final String LENGTH =
      """
      String said =
          context.config().get("token") == null
              ? VERSION
              : "length " + context.secrets().read("s").length();
      return new MaskedText(said, List.of());
      """;

  @RegisterExtension
  static final RunningServer first = RunningServer.start(new SamplePlugin("mask").mask(LENGTH));

  private static @Nullable Server second;

  private final Client admin = first.newTenant();
  private final Client beside =
      new Client(Objects.requireNonNull(second).console().toString()).bearer(admin.key());

  @BeforeAll
  static void startSecond() {
    second = first.beside();
  }

  @AfterAll
  static void stopSecond() {
    Objects.requireNonNull(second).close();
  }

  @Test
  void theSecondIsReadyWithoutAnEngine() {
    assertThat(beside.get("/health/ready").status()).isEqualTo(200);
    assertThat(beside.get("/health").body()).doesNotContain("workflow engine");
  }

  @Test
  void whichProviderIsTheDefaultIsHeardAtOnce() {
    admin.maskProvider("one");
    admin.maskProvider("two");
    soon(() -> mask(beside).header("Auterity-Provider").equals("one"));

    assertThat(admin.post("/api/v1/providers/two/default", "{}").status()).isEqualTo(200);

    soon(() -> mask(beside).header("Auterity-Provider").equals("two"));
    assertThat(mask(admin).header("Auterity-Provider")).isEqualTo("two");
  }

  private Reply mask(Client client) {
    return client.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}");
  }

  /**
   * Asks until the other has heard of it, which takes milliseconds; a busy machine gets more, but
   * less than what is known there takes to grow old.
   */
  private static void soon(BooleanSupplier heard) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!heard.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aBreakerThatOpensAtOneIsOpenAtBoth() {
    admin.failingProvider("down");
    soon(() -> beside.get("/api/v1/providers/down").status() == 200);
    for (int i = 0; i < 3; i++) {
      assertThat(mask(admin).status()).isEqualTo(503);
    }

    soon(() -> page(beside).contains("Another server found it failing"));
    assertThat(page(admin)).contains("failures in a row");
  }

  private static String page(Client client) {
    return client.get("/api/v1/providers/down").body();
  }

  @Test
  void anAgentsSessionIsOneAtBoth() {
    String session = Agent.of(admin).headers().get("Mcp-Session-Id");
    Client there = beside.with("Mcp-Session-Id", Objects.requireNonNull(session));

    soon(() -> mask(beside).status() != 401);
    assertThat(Agent.tool(there, "capabilities_search", "{}").get("isError"))
        .isEqualTo(Json.of(false));
    assertThat(Agent.tool(Agent.of(there), "capabilities_search", "{}").get("isError"))
        .isEqualTo(Json.of(false));
  }

  /** Each value is another version of the secret: the last one counts the effects. */
  @Test
  void aMutationThatIsSentToBothAtOnceIsCarriedOutOnce() throws Exception {
    soon(() -> beside.get("/api/v1/secrets").status() == 200);
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int each = 0; each < 50; each++) {
        String key = "key-" + each;
        List<Future<Reply>> sent =
            both.invokeAll(List.of(() -> value(admin, key), () -> value(beside, key)));
        for (Future<Reply> one : sent) {
          assertThat(one.get().status()).as(one.get().toString()).isIn(200, 409);
        }
        soon(() -> value(beside, key).status() == 200);
      }
    }

    assertThat(value(admin, "last").text("version")).isEqualTo("51");
  }

  private static Reply value(Client client, String key) {
    return client
        .with("Content-Type", "text/plain")
        .with("Idempotency-Key", key)
        .send("PUT", "/api/v1/secrets/s", HttpRequest.BodyPublishers.ofString(key));
  }

  private boolean isTaken(String key) {
    return first
        .database()
        .database()
        .inTenant(
            first.tenantOf(admin),
            tx ->
                tx.query("select count(*) from idempotency where key = :key")
                        .bind("key", key)
                        .mapTo(Long.class)
                        .one()
                    > 0);
  }

  @Test
  void whatOneIsAtIsUnderWayAtTheOtherToo() throws Exception {
    value(admin, "before");
    soon(() -> value(beside, "before").status() == 200);
    try (ExecutorService meanwhile = Executors.newSingleThreadExecutor();
        Connection owner = first.database().logins().owner().connect();
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("lock table secret in share row exclusive mode");
      Future<Reply> sent = meanwhile.submit(() -> value(admin, "k"));
      soon(() -> isTaken("k"));
      soon(() -> value(beside, "k").body().contains("is under way"));
      assertThat(sent.isDone()).isFalse();
      owner.rollback();

      Reply reply = sent.get();
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(value(beside, "k").header("idempotency-replayed")).isEqualTo("true");
      assertThat(value(beside, "k").body()).isEqualTo(reply.body());
    }
  }

  @Test
  void whatOneAppliesAndDeletesIsInForceAtTheOther() {
    assertThat(mask(beside).status()).isNotEqualTo(200);
    admin.maskProvider("here");
    soon(() -> mask(beside).status() == 200);

    beside.apply("{kind: quota, id: none, spec: {calls: 0, period: day}}");
    soon(() -> mask(admin).body().contains("quota_exhausted"));
    assertThat(admin.delete("/api/v1/resources/quota/none").status()).isLessThan(300);
    soon(() -> mask(beside).status() == 200);
  }

  @Test
  void aRolloutStandsAtBothWhereOneWasToldTo() {
    admin.maskProvider("old");
    admin.maskProvider("new");
    admin.apply(
        """
        kind: route
        id: quick
        spec:
          when: {capability: text.pii.mask}
          use: [old]
          rollout: {to: [new], steps: [5%, 100%], every: 1h, stopAt: {failures: 5%}}
        """);
    String path = "/api/v1/routes/quick/rollout";
    soon(() -> beside.get(path).status() == 200);

    assertThat(beside.post(path + "/advance", "").text("step")).isEqualTo("2");
    soon(() -> admin.get(path).text("share").equals("1.0"));

    assertThat(admin.post(path + "/stop", "{\"reason\": \"no\"}").status()).isEqualTo(200);
    soon(() -> beside.get(path).body().contains("\"stopped\":\"no\""));
  }

  @Test
  void whatALivingServerHasLeasedIsHeldAndNotLost() {
    admin.apply("{kind: quota, id: calls, spec: {calls: 1000, period: total}}");
    admin.maskProvider("here");
    soon(
        () -> {
          Reply limits = beside.get("/api/v1/limits");
          return limits.body().contains("calls") && mask(beside).status() == 200;
        });

    Reply limits = admin.get("/api/v1/limits");
    assertThat(limits.text("items.0.unsettled")).as(limits.toString()).isEqualTo("0");
    assertThat(Long.parseLong(limits.text("items.0.held"))).isPositive();
  }

  private Reply limited(Client client, String quota) {
    Reply reply = mask(client);
    assertThat(reply.status()).as(reply.toString()).isIn(200, 429);
    if (reply.status() == 429) {
      assertThat(reply.body()).contains("rate_limited", quota);
      assertThat(Long.parseLong(reply.header("retry-after"))).isBetween(1L, 60L);
    }
    return reply;
  }

  @Test
  void bothTogetherAdmitWhatARateAllows() {
    admin.maskProvider("here");
    soon(() -> mask(beside).status() == 200);
    admin.apply("{kind: quota, id: pace, spec: {perMinute: 40}}");
    soon(() -> beside.get("/api/v1/limits").body().contains("pace"));
    soon(() -> mask(beside).status() == 200); // The first one has said that it is not alone.
    int admitted = 1;
    for (int i = 0; i < 60; i++) {
      admitted += limited(admin, "pace").status() == 200 ? 1 : 0;
      admitted += limited(beside, "pace").status() == 200 ? 1 : 0;
    }

    assertThat(admitted).isBetween(30, 40);
  }

  @Test
  void whatOneUsedOfARateIsToldByTheOtherThatNeverDid() {
    admin.maskProvider("here");
    admin.apply("{kind: quota, id: pace, spec: {perMinute: 40, parallel: 3}}");
    soon(() -> beside.get("/api/v1/limits").body().contains("pace"));
    assertThat(mask(admin).status()).isEqualTo(200);

    soon(() -> beside.get("/api/v1/limits").text("items.0.used").equals("1"));

    Reply limits = beside.get("/api/v1/limits");
    assertThat(limits.text("items.0.period")).as(limits.toString()).isEqualTo("minute");
    assertThat(limits.text("items.0.left")).isEqualTo("39");
    assertThat(limits.text("items.1.period")).isEqualTo("parallel");
    assertThat(limits.text("items.1.left")).isEqualTo("3");
  }

  @Test
  void aKeyThatOneRevokesRotatesOrNarrowsIsRefusedByTheOther() {
    admin.maskProvider("here");
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"k\", \"roles\": [\"operator\"]}");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    Client keyed = beside.bearer(made.text("secret"));
    soon(() -> mask(keyed).status() == 200);

    String path = "/api/v1/keys/" + made.text("key.id");
    Reply rotated = admin.post(path + "/rotate", "{\"overlap\": \"0s\"}");
    assertThat(rotated.status()).as(rotated.toString()).isLessThan(300);
    soon(() -> mask(keyed).status() == 401);
    Client rekeyed = beside.bearer(rotated.text("secret"));
    assertThat(mask(rekeyed).status()).isEqualTo(200);

    Reply edited =
        admin
            .with("Content-Type", "application/json")
            .send("PATCH", path, HttpRequest.BodyPublishers.ofString("{\"doors\": [\"mcp\"]}"));
    assertThat(edited.status()).as(edited.toString()).isEqualTo(200);
    soon(() -> mask(rekeyed).status() == 403);

    assertThat(admin.delete(path).status()).isLessThan(300);
    soon(() -> mask(rekeyed).status() == 401);
  }

  private static void put(Client client, String value) {
    Reply put = client.send("PUT", "/api/v1/secrets/s", HttpRequest.BodyPublishers.ofString(value));
    assertThat(put.status()).as(put.toString()).isLessThan(300);
  }

  @Test
  void aSecretThatOneChangesIsUsedByTheOtherAlsoUnderANewKeyOfTheFile() {
    put(admin.with("Content-Type", "text/plain"), "one");
    admin.apply(
        "{kind: provider, id: own, spec: {connector: mask-text, config: {token: {secret: s}}}}");
    soon(() -> mask(beside).body().contains("length 3"));

    put(beside.with("Content-Type", "text/plain"), "three");
    soon(() -> mask(admin).body().contains("length 5"));
    assertThat(first.operator().post("/api/v1/secrets/rotate", "").status()).isEqualTo(200);
    put(admin.with("Content-Type", "text/plain"), "seventh");
    soon(() -> mask(beside).body().contains("length 7"));
  }

  @Test
  void aSessionThatEndsAtOneEndsAtTheOther() {
    Reply signedIn = admin.post("/api/v1/session", "{\"key\": \"%s\"}".formatted(admin.key()));
    String cookie = signedIn.header("set-cookie").replaceFirst(";.*", "");
    Client there =
        new Client(Objects.requireNonNull(second).console().toString()).with("Cookie", cookie);
    assertThat(there.get("/api/v1/session").status()).isEqualTo(200);

    String here = first.console().toString();
    Reply out =
        new Client(here)
            .with("Cookie", cookie)
            .with("X-Auterity-Console", "1")
            .with("Origin", here)
            .delete("/api/v1/session");
    assertThat(out.status()).as(out.toString()).isEqualTo(204);
    soon(() -> there.get("/api/v1/session").status() == 401);
  }

  private static void cutThoseWhoListen() {
    try (Connection connection = first.database().logins().app().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'auterity changes'
          """);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasMissedWhileItWasNotHeardIsMadeGood() {
    admin.maskProvider("here");
    soon(() -> mask(beside).status() == 200);
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"m\", \"roles\": [\"operator\"]}");
    Client keyed = beside.bearer(made.text("secret"));
    assertThat(mask(keyed).status()).isEqualTo(200);

    Tampering.with(
        first.database().logins().owner(),
        "api_key",
        "alter table api_key disable trigger tell;"
            + "update api_key set revoked = now() where id = '%s';"
                .formatted(Principal.ID.read(made.text("key.id")))
            + "alter table api_key enable trigger tell");
    assertThat(mask(keyed).status()).as("unheard").isEqualTo(200);
    cutThoseWhoListen();

    soon(() -> mask(keyed).status() == 401);
  }

  @Test
  void thoseWhoAttachAtBothAtOnceGetOneRun() throws Exception {
    Workflow.sizes(admin);
    soon(() -> beside.get("/api/v1/workflows/sizes").status() == 200);
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int each = 0; each < 20; each++) {
        String rest = ", \"options\": {\"speed\": %d}, \"attach\": true".formatted(each);
        List<Future<Reply>> sent =
            both.invokeAll(
                List.of(
                    () -> Workflow.start(admin, "1h", rest),
                    () -> Workflow.start(beside, "1h", rest)));

        assertThat(sent.getFirst().get().text("id"))
            .as(sent.getFirst().get().toString())
            .isEqualTo(sent.getLast().get().text("id"));
        assertThat(
                List.of(
                    sent.getFirst().get().text("resumed"), sent.getLast().get().text("resumed")))
            .containsExactlyInAnyOrder("true", "false");
      }
    }
  }

  @Test
  void whoAttachesIsNotSkippedByTheRunToAttachTo() throws Exception {
    admin.apply(
        """
        kind: workflow
        id: alone
        spec:
          limits: {runs: {most: 1, otherwise: skip}}
          steps: [{id: s, wait: 1h}]
        """);
    soon(() -> beside.get("/api/v1/workflows/alone").status() == 200);
    String path = "/api/v1/workflows/alone/runs";
    String body = "{\"input\": {}, \"attach\": true}";
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<Reply>> sent =
          both.invokeAll(List.of(() -> admin.post(path, body), () -> beside.post(path, body)));

      assertThat(sent.getFirst().get().text("id"))
          .as(sent.getFirst().get().toString() + sent.getLast().get())
          .isEqualTo(sent.getLast().get().text("id"));
    }
  }

  @Test
  void runsAreStartedSeenAndCancelledAtBoth() {
    Workflow.sizes(admin);
    Reply run = Workflow.start(admin, "1h", "");
    assertThat(run.status()).as(run.toString()).isEqualTo(202);
    String path = "/api/v1/runs/" + run.text("id");

    assertThat(beside.awaiting(path).text("workflow")).isEqualTo("sizes");
    AtomicReference<Reply> begun = new AtomicReference<>(run);
    soon(
        () -> {
          begun.set(Workflow.start(beside, "1ms", ""));
          return begun.get().status() == 202;
        });
    String own = "/api/v1/runs/" + begun.get().text("id");
    soon(() -> admin.get(own).text("state").equals("succeeded"));
    assertThat(beside.get(own).text("state")).isEqualTo("succeeded");
    Reply cancelled = beside.post(path + "/cancel", "");
    assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(202);
    soon(() -> admin.get(path).text("state").equals("cancelled"));
    assertThat(beside.post(path + "/cancel", "").status()).isEqualTo(409);
  }
}
