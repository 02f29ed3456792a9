package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgresql")
class DatabaseFailureTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();

  @AfterEach
  void takeChangesAgain() throws SQLException {
    asOwner("alter database %s reset default_transaction_read_only");
  }

  @Test
  void aDatabaseThatIsReadOnlyForAWhileIsUnavailable() throws SQLException {
    asOwner("alter database %s set default_transaction_read_only = on");
    UUID id = UUID.randomUUID();

    try (EngineSession session = db.database().engineSession(EngineJob.TENANCY)) {
      assertThatThrownBy(() -> session.inTransaction(tx -> create(tx, id)))
          .isInstanceOfSatisfying(CallFailedException.class, DatabaseFailureTest::assertUnavailable)
          .hasMessageContaining("takes no changes now");
      assertThatThrownBy(() -> session.inOneStatement(tx -> create(tx, id)))
          .isInstanceOfSatisfying(
              CallFailedException.class, DatabaseFailureTest::assertUnavailable);
    }

    takeChangesAgain();
    try (EngineSession session = db.database().engineSession(EngineJob.TENANCY)) {
      assertThat(session.<Integer>inTransaction(tx -> create(tx, id))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"25006", "40001", "53100", "55P03", "57P01", "58030", "XX000"})
  void whatLiesWithTheDatabaseIsUnavailable(String state) {
    assertThatThrownBy(() -> raise(state))
        .isInstanceOfSatisfying(CallFailedException.class, DatabaseFailureTest::assertUnavailable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "22021", "23502", "23514", "42501", "54000", "P0001"})
  void whatTheStatementItselfCausesIsRefused(String state) {
    assertThatThrownBy(() -> raise(state)).isInstanceOf(StatementRefusedException.class);
  }

  @Test
  void aRefusedBatchTellsNoneOfItsValues() {
    UUID confidential = UUID.randomUUID();

    assertThatThrownBy(
            () -> db.database().asEngine(EngineJob.TENANCY, tx -> withoutName(tx, confidential)))
        .isInstanceOf(StatementRefusedException.class)
        .hasMessageContaining("violates not-null constraint")
        .satisfies(e -> assertThat(causes(e)).doesNotContain(confidential.toString()));
  }

  private static String causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .map(Throwable::toString)
        .collect(Collectors.joining("\n"));
  }

  private static int[] withoutName(EngineTransaction tx, UUID id) {
    return tx.batch(TestDatabase.CREATE_TENANT)
        .bind("id", id)
        .bind("name", (String) null)
        .bind("created", Instant.EPOCH)
        .add()
        .execute();
  }

  private static void assertUnavailable(CallFailedException e) {
    assertThat(e.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(e.failure().retryable()).isTrue();
  }

  private void raise(String state) {
    String sql = "do $$ begin raise exception 'no' using errcode = '%s'; end $$".formatted(state);
    db.database().inTenant(tenant, tx -> tx.update(sql).execute());
  }

  private static int create(EngineTransaction tx, UUID id) {
    return tx.update(TestDatabase.CREATE_TENANT)
        .bind("id", id)
        .bind("name", "tenant-" + id)
        .bind("created", Instant.EPOCH)
        .execute();
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set default_transaction_read_only = off");
      statement.execute(sql.formatted(connection.getCatalog()));
    }
  }
}
