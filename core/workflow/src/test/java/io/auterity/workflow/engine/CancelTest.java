package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The wish to end a run. */
@Tag("carrier")
@Tag("postgresql")
class CancelTest {

  private static final String WAITING =
      "steps: [{id: a, call: text.pii.mask, with: {text: x}}, {id: b, wait: 1h}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() throws SQLException {
    asOwner("drop trigger if exists refuse on run_event");
    engine.close();
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void ofARunThatTheDatabaseRefusesToCancelIsAConflict() throws SQLException {
    UUID run = engine.run(tenant, WAITING, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    asOwner(
        """
        create or replace function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'not this one' using errcode = 'check_violation'; end $$;
        create trigger refuse before insert on run_event for each row
        when (new.kind = 11) execute function refuse()
        """);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> engine.engine.cancel(tenant, run, "ann"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void thatRacesTheAcceptanceFindsTheOneOwner() {
    engine.apply(tenant, "test", WAITING);
    for (int i = 0; i < 100; i++) {
      UUID id = UUID.randomUUID();
      CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
      Thread.startVirtualThread(() -> cancelled.complete(cancelledOnceItIsThere(id)));
      engine.engine.submit(
          new RunRequest(tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of()), id);

      assertThat(cancelled.join()).isTrue();
      assertThat(engine.over(tenant, id).head().phase()).isEqualTo(RunPhase.CANCELLED);
      assertThat(invoker.calls.stream().filter(call -> id.equals(run(call))).count())
          .isLessThanOrEqualTo(1);
      TestEngine.until(() -> engine.engine.live().progress(id).isEmpty());
    }
  }

  private static UUID run(Invocation call) {
    return Objects.requireNonNull(call.parent()).run();
  }

  private boolean cancelledOnceItIsThere(UUID run) {
    while (true) {
      try {
        engine.engine.cancel(tenant, run, "ann");
        return true;
      } catch (CallFailedException e) {
        if (e.failure().code() != FailureCode.NOT_FOUND) {
          return false;
        }
      }
    }
  }
}
