package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.spi.Json;
import io.auterity.workflow.callback.RunCallbacks;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.registry.Versions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run shows the address of the server that accepted it, whichever server carries it on. */
@Tag("carrier")
@Tag("postgresql")
class RunAddressTest {

  private static final String FIRST = "https://first.example";
  private static final String SECOND = "https://second.example";

  private static final String SEES =
      """
      steps:
        - {id: paid, await: {callback: {}}}
        - {id: seen, call: text.pii.mask, with: {text: "${run.link}"}}
      output: {link: "${seen.text}", callback: "${run.callbacks.paid}"}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path keys;

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private RunCallbacks callbacks;
  private TestEngine engine;

  @BeforeEach
  void start() {
    callbacks = new RunCallbacks(new ContentSeal(MasterKey.open(keys.resolve("master.key"))));
    engine = TestEngine.start(db, invoker, at(FIRST));
    engine.apply(tenant, "test", SEES);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Versions at(String address) {
    return new Versions(db.database(), callbacks, () -> address);
  }

  /** Another server takes the runs over, which others know by another address. */
  private void takeOver() {
    engine.close();
    engine = TestEngine.start(db, invoker, at(SECOND));
  }

  private UUID waiting() {
    UUID run = engine.submit(tenant, "test", Json.EMPTY);
    awaitWaiting(run);
    return run;
  }

  private void awaitWaiting(UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
  }

  private void callBack(UUID run) {
    awaitWaiting(run);
    engine.engine.callBack(tenant, run, "paid", Json.NULL);
  }

  private void assertSeen(UUID run, String server) {
    Json link = Json.of("%s/runs/%s".formatted(server, Invocation.RUN_ID.write(run)));
    Json callback = Json.of(callbacks.of(server, run, "paid"));

    assertThat(Objects.requireNonNull(engine.over(tenant, run).head().output()).json())
        .isEqualTo(Json.EMPTY.with("link", link).with("callback", callback));
    assertThat(engine.views().step(tenant, run, "seen", null).input())
        .isEqualTo(Json.EMPTY.with("text", link));
  }

  @Tag("restart")
  @Test
  void aRunThatIsTakenOverKeepsItsAddresses() {
    UUID run = waiting();

    takeOver();
    callBack(run);

    assertSeen(run, FIRST);
  }

  @Test
  void aRunThatWasAcceptedElsewhereHasTheAddressesOfThatServer() {
    UUID run;
    try (TestEngine beside = TestEngine.beside(db, invoker, at(SECOND))) {
      beside.apply(tenant, "test", SEES);
      run = beside.submit(tenant, "test", Json.EMPTY);
    }

    engine.engine.messagesStored();
    callBack(run);

    assertSeen(run, SECOND);
  }

  @Tag("restart")
  @Test
  void aRunThatBeginsLaterKeepsTheAddressesOfItsStart() {
    UUID run = UUID.randomUUID();
    RunRequest request =
        new RunRequest(tenant, TestEngine.ANN, "trigger", "test", Json.EMPTY, Map.of());
    db.database()
        .inTenant(
            tenant,
            tx -> {
              engine.engine.noted().note(tx, request, run, TestEngine.TIME.now());
              return run;
            });

    takeOver();
    engine.engine.noted().begin(request, run, TestEngine.TIME.now());
    callBack(run);

    assertSeen(run, FIRST);
  }

  @Tag("restart")
  @Test
  void aRunOfBeforeGoesByTheAddressOfTheServer() {
    UUID run = waiting();
    Tampering.with(db.logins().owner(), "run", "update run set address = null");

    takeOver();
    callBack(run);

    assertSeen(run, SECOND);
  }
}
