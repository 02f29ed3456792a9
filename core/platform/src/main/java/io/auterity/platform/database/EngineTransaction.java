package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/**
 * An open transaction of a system job, which sees all tenants and runs only its statements, those
 * that the process has registered.
 */
public final class EngineTransaction {

  private final Handle handle;
  private final EngineJob job;
  private final RegisteredStatements statements;

  EngineTransaction(Handle handle, EngineJob job, RegisteredStatements statements) {
    this.handle = handle;
    this.job = job;
    this.statements = statements;
  }

  public Query query(EngineStatement statement) {
    return handle.createQuery(sql(statement));
  }

  public Update update(EngineStatement statement) {
    return handle.createUpdate(sql(statement));
  }

  public PreparedBatch batch(EngineStatement statement) {
    return handle.prepareBatch(sql(statement));
  }

  /** A statement of the driver itself, with {@code ?} for its parameters; the caller closes it. */
  public PreparedStatement prepare(EngineStatement statement) throws SQLException {
    return handle.getConnection().prepareStatement(sql(statement));
  }

  /** Runs a statement whose parameters are the columns of rows; how many rows it wrote. */
  public int update(EngineStatement statement, ColumnArrays rows) {
    try (PreparedStatement prepared = prepare(statement)) {
      rows.bind(prepared);
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  private String sql(EngineStatement statement) {
    if (statement.job() != job) {
      throw new IllegalArgumentException(statement + " belongs to " + statement.job());
    }
    if (!statements.contains(statement)) {
      throw new IllegalArgumentException(statement + " is not registered");
    }
    return statement.sql();
  }
}
