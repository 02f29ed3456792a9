package io.auterity.platform.database;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real, migrated database for one test class, with the product's roles:
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase db = TestDatabase.create();
 * private final TenantScope tenant = db.newTenant();
 * }</pre>
 *
 * Tests keep apart by tenant, so a class needs no cleaning between them.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

  static final EngineStatement CREATE_TENANT =
      new EngineStatement(
          "CREATE_TENANT",
          EngineJob.TENANCY,
          "insert into tenant (id, name, created) values (:id, :name, :created)");

  private final Supplier<DatabaseLogins> making;
  private DatabaseLogins logins;
  private Database database;
  private boolean closed;

  private TestDatabase(Supplier<DatabaseLogins> making) {
    this.making = making;
    this.logins = making.get();
    this.database = open(logins);
  }

  public static TestDatabase create() {
    return new TestDatabase(() -> TestServer.instance().create());
  }

  /** The database that a {@link DatabaseCopy} was made of, as it was then. */
  public static TestDatabase holding(String copy) {
    return new TestDatabase(() -> TestServer.instance().load(copy));
  }

  /** Connects to a migrated database whose engine role runs every statement, registered or not. */
  public static Database open(DatabaseLogins logins) {
    return Database.open(logins, new AnyStatements());
  }

  public Database database() {
    return database;
  }

  public DatabaseLogins logins() {
    return logins;
  }

  /** Whoever sees the rows of all tenants. */
  DatabaseLogin administrator() {
    return TestServer.instance().administrator(logins);
  }

  /** A tenant that nothing else uses. */
  public TenantScope newTenant() {
    return newTenant(database);
  }

  /** A tenant of a database that {@link #open} gave. */
  public static TenantScope newTenant(Database database) {
    UUID id = UUID.randomUUID();
    database.asEngine(
        EngineJob.TENANCY,
        tx ->
            tx.update(CREATE_TENANT)
                .bind("id", id)
                .bind("name", "tenant-" + id)
                .bind("created", Instant.EPOCH)
                .execute());
    return TenantScope.authenticated(id);
  }

  /** Creates day partitions for a span that a test's clock runs through. */
  public void createDayPartitions(LocalDate first, LocalDate last) {
    try (Connection connection = logins.owner().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "select ensure_day_partitions(relation, ?, ?) from day_partitioned")) {
      statement.setObject(1, first);
      statement.setObject(2, last);
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Breaks every connection and takes no new one. */
  public void goAway() {
    TestServer.instance().shut(logins);
  }

  /** Ends {@link #goAway}. */
  public void comeBack() {
    TestServer.instance().reopen(logins);
  }

  // A class that is run again in the same JVM finds its static fields as the first run left them.
  @Override
  public void beforeAll(ExtensionContext context) {
    if (closed) {
      logins = making.get();
      database = open(logins);
      closed = false;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      database.close();
      TestServer.instance().drop(logins);
    }
  }

  /** So that the tests of a module register nothing. */
  private static final class AnyStatements extends RegisteredStatements {
    @Override
    boolean contains(EngineStatement statement) {
      return true;
    }
  }
}
