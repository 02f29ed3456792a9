package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TenantTables;
import io.auterity.platform.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No statement of a tenant's transaction relies on row-level security alone. */
@Tag("postgresql")
class TenantStatementsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @Test
  void everyStatementOnATenantsTableSaysWhoseRowsItMeans() throws IOException {
    TenantStatements statements = new TenantStatements(tables());

    assertThat(statements.unconfined(Path.of(".."))).isEmpty();
    assertThat(statements.seen())
        .contains("api_key", "audit_entry", "secret", "resource", "resource_head", "document")
        .contains("decision", "attempt", "dispatched", "ledger_slice", "run", "run_event")
        .contains("idempotency", "outbox");
  }

  @Test
  void aForgottenPredicateIsFound() {
    TenantStatements statements = new TenantStatements(Set.of("run", "run_event"));

    assertThat(statements.unconfined("tx.query(\"select id from run where id = :id\").bind("))
        .containsExactly("select id from run where id = :id");
    assertThat(
            statements.unconfined(
                """
                static final String OF = " from run_event where born = :born ";
                tx.query("select seq" + OF + "order by seq").map(
                """))
        .contains("select seq from run_event where born = :born order by seq");
    assertThat(
            statements.unconfined(
                "tx.query(\"select id from run where tenant = current_tenant()\").map("))
        .isEmpty();
  }

  @Test
  void aStatementOfTheEngineRoleIsNoneOfATenant() {
    TenantStatements statements = new TenantStatements(Set.of("run"));

    assertThat(
            statements.unconfined(
                """
                private static final EngineStatement ONE =
                    new EngineStatement("ONE", EngineJob.JOURNAL, "select ')' from run where (true");
                private static final EngineStatement TWO =
                    new EngineStatement(
                        "TWO",
                        EngineJob.JOURNAL,
                        \"""
                        select ')' || "a" from run where id in (select 1
                        \""");
                tx.query("select state from run").map(
                """))
        .containsExactly("select state from run");
  }

  /** A tenant's own row is found by its id. */
  private static Set<String> tables() {
    Set<String> tables = new HashSet<>(new TenantTables(db).all());
    tables.remove("tenant");
    tables.add("resource_head");
    return tables;
  }
}
