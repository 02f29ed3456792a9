package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TenantTablesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantTables tables = new TenantTables(db);

  @BeforeAll
  static void addAPartitionedTable() throws SQLException {
    asOwner(
        """
        create table sample_event (tenant uuid not null, born date not null) partition by range (born);
        select protect('sample_event'), keep_by_day('sample_event', 'decisions');
        grant select on sample_event to auterity_app;
        """);
  }

  @Test
  void everyTableWithATenantIsConfined() {
    assertThat(tables.all()).contains("tenant", "api_key", "audit_entry", "secret", "document");
    assertThat(tables.unprotected()).isEmpty();
    assertThat(tables.withoutPolicy()).isEmpty();
    assertThat(tables.withAWiderPolicy()).isEmpty();
    assertThat(tables.reachablePartitions()).isEmpty();
  }

  @Test
  void aForgottenTableIsFound() throws SQLException {
    asOwner("create table forgotten (tenant uuid not null)");
    try {
      assertThat(tables.unprotected()).containsExactly("forgotten");
      assertThat(tables.withoutPolicy()).containsExactly("forgotten");
    } finally {
      asOwner("drop table forgotten");
    }
  }

  @Test
  void aPolicyThatShowsMoreIsFound() throws SQLException {
    asOwner("create policy wide on api_key using (true)");
    try {
      assertThat(tables.withAWiderPolicy()).containsExactly("api_key");
    } finally {
      asOwner("drop policy wide on api_key");
    }
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
