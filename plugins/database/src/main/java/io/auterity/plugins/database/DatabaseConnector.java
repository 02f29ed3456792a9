package io.auterity.plugins.database;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.database.SqlDatabase;

/** Opens databases of one dialect. */
record DatabaseConnector(SqlDialect dialect) implements Connector<SqlDatabase> {

  @Override
  public String id() {
    return dialect.id();
  }

  @Override
  public Class<SqlDatabase> kind() {
    return SqlDatabase.class;
  }

  @Override
  public Class<DatabaseConfig> config() {
    return DatabaseConfig.class;
  }

  @Override
  public SqlDatabase open(ProviderContext context) {
    return new JdbcDatabase(
        new SqlConnections(dialect, context.config(DatabaseConfig.class), context.secrets()),
        context.id());
  }

  @Override
  public void check(SqlDatabase instance, Call call) {
    ((JdbcDatabase) instance).check(call);
  }
}
