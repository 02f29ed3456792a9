package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.database.store.RetentionStatements;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.secret.store.SecretStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class EngineStatementsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final List<EngineStatement> OWN =
      Stream.of(
              RetentionStatements.STATEMENTS,
              ResourceStore.STATEMENTS,
              SecretStore.STATEMENTS,
              AuditStore.STATEMENTS,
              OutboxStore.STATEMENTS)
          .flatMap(List::stream)
          .toList();

  @Test
  void theEngineMayRunEveryStatement() {
    assertThat(EngineStatements.refused(db, OWN)).isEmpty();
  }

  @Test
  void aStatementWithoutARightIsFound() throws SQLException {
    asOwner("revoke insert on audit_entry from auterity_engine");
    try {
      assertThat(EngineStatements.refused(db, OWN).toString())
          .contains("APPEND_AUDIT", "permission denied for table audit_entry");
    } finally {
      asOwner("grant insert on audit_entry to auterity_engine");
    }
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
