package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RegisteredStatementsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final EngineStatement ONE =
      new EngineStatement("ONE", EngineJob.OUTBOX, "select 1");
  private static final EngineStatement TWO =
      new EngineStatement("TWO", EngineJob.OUTBOX, "select 2");

  private final Database database = Database.open(db.logins());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void noneIsRunBeforeTheyAreRegistered() {
    assertThatThrownBy(() -> run(ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ONE is not registered");
    assertThat(EngineStatements.registered(database)).isEmpty();
  }

  @Test
  void whatIsRegisteredIsRun() {
    database.register(List.of(ONE, TWO));

    assertThat(run(ONE)).isEqualTo(1);
    assertThat(run(TWO)).isEqualTo(2);
    assertThat(EngineStatements.registered(database)).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void anotherIsRefused() {
    database.register(List.of(ONE));

    assertThatThrownBy(() -> run(TWO)).hasMessage("TWO is not registered");
  }

  @Test
  void anotherTextUnderARegisteredNameIsRefused() {
    database.register(List.of(ONE));

    assertThatThrownBy(() -> run(new EngineStatement("ONE", EngineJob.OUTBOX, "select 3")))
        .hasMessage("ONE is not registered");
  }

  @Test
  void aSessionRunsWhatIsRegisteredAndNoOther() {
    try (EngineSession session = database.engineSession(EngineJob.OUTBOX)) {
      database.register(List.of(ONE));

      assertThat(session.<Integer>inTransaction(tx -> run(tx, ONE))).isEqualTo(1);
      assertThat(session.<Integer>inOneStatement(tx -> run(tx, ONE))).isEqualTo(1);
      assertThatThrownBy(() -> session.inTransaction(tx -> run(tx, TWO)))
          .hasMessage("TWO is not registered");
      assertThatThrownBy(() -> session.inOneStatement(tx -> run(tx, TWO)))
          .hasMessage("TWO is not registered");
    }
  }

  @Test
  void everyWayToRunOneIsRefused() {
    database.asEngine(
        EngineJob.OUTBOX,
        tx -> {
          assertThatThrownBy(() -> tx.query(ONE)).hasMessage("ONE is not registered");
          assertThatThrownBy(() -> tx.update(ONE)).hasMessage("ONE is not registered");
          assertThatThrownBy(() -> tx.update(ONE, new ColumnArrays(1)))
              .hasMessage("ONE is not registered");
          assertThatThrownBy(() -> tx.batch(ONE)).hasMessage("ONE is not registered");
          assertThatThrownBy(() -> tx.prepare(ONE)).hasMessage("ONE is not registered");
          return tx;
        });
  }

  @Test
  void twoOfOneNameAreRefused() {
    EngineStatement same = new EngineStatement("ONE", EngineJob.AUDIT, "select 3");

    assertThatThrownBy(() -> database.register(List.of(ONE, TWO, same)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two statements are called ONE");
    assertThatThrownBy(() -> run(ONE)).hasMessage("ONE is not registered");
  }

  @Test
  void noneIsAddedLater() {
    database.register(List.of(ONE));

    assertThatThrownBy(() -> database.register(List.of(TWO)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> run(TWO)).hasMessage("TWO is not registered");
  }

  private int run(EngineStatement statement) {
    return database.asEngine(EngineJob.OUTBOX, tx -> run(tx, statement));
  }

  private static int run(EngineTransaction tx, EngineStatement statement) {
    return tx.query(statement).mapTo(Integer.class).one();
  }
}
