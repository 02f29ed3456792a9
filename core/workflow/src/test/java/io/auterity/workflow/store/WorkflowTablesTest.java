package io.auterity.workflow.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.TenantTables;
import io.auterity.platform.database.TestDatabase;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WorkflowTablesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @Test
  void noTableForgetsIsolation() {
    TenantTables tables = new TenantTables(db);

    assertThat(tables.unprotected()).isEmpty();
    assertThat(tables.withoutPolicy()).isEmpty();
    assertThat(tables.withAWiderPolicy()).isEmpty();
  }

  @Test
  void theEngineMayRunEveryStatement() {
    assertThat(EngineStatements.refused(db, RunStatements.ALL)).isEmpty();
    assertThat(EngineStatements.refused(db, TriggerStore.STATEMENTS)).isEmpty();
    assertThat(EngineStatements.refused(db, StartStore.STATEMENTS)).isEmpty();
  }
}
