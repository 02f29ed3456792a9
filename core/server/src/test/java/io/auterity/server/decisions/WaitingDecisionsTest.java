package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.RunningServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Decisions that the database does not take yet. */
@Tag("postgresql")
class WaitingDecisionsTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();

  @Test
  void theMetricsTellHowManyWait() throws SQLException {
    admin.maskProvider("mask");
    told("auterity_decisions_waiting 0.0");

    try (Connection connection = server.database().logins().owner().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table decision in share mode");
      admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}");

      told("auterity_decisions_waiting 1.0");
      connection.rollback();
    }
    told("auterity_decisions_waiting 0.0");
  }

  private void told(String line) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (server.anonymous().get("/metrics").body().lines().noneMatch(line::equals)) {
      assertThat(System.nanoTime()).as(line).isLessThan(end);
    }
  }
}
