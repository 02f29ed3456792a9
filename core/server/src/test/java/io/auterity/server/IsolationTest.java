package io.auterity.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TenantTables;
import io.auterity.platform.database.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tables of every module: their migrations are all on this class path. */
@Tag("postgresql")
class IsolationTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantTables tables = new TenantTables(db);

  @Test
  void everyTableWithATenantShowsOneTenantAtATime() {
    assertThat(tables.unprotected()).isEmpty();
    assertThat(tables.withoutPolicy()).isEmpty();
    assertThat(tables.withAWiderPolicy()).isEmpty();
    assertThat(tables.reachablePartitions()).isEmpty();
  }
}
