package io.auterity.platform.database;

import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the database to the schema of this build: {@code db/migration} of every module, in order.
 */
public final class Migrations {

  private static final String LOCATION = "classpath:db/migration";

  private Migrations() {}

  /**
   * Runs what is missing, as the owner of the tables.
   *
   * @throws DatabaseRefusedException when the schema is of a newer build, or a migration fails
   */
  public static void run(Endpoint owner) {
    Flyway flyway = flyway(owner);
    try {
      newer(flyway).ifPresent(Migrations::refuse);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new DatabaseRefusedException("Cannot migrate the database: " + e.getMessage(), e);
    }
  }

  private static Optional<MigrationInfo> newer(Flyway flyway) {
    return Arrays.stream(flyway.info().applied())
        .filter(
            info ->
                info.getState() == MigrationState.FUTURE_SUCCESS
                    || info.getState() == MigrationState.FUTURE_FAILED)
        .findFirst();
  }

  private static void refuse(MigrationInfo info) {
    throw new DatabaseRefusedException(
        "The database was written by a newer version (it has migration %s '%s'): start that version, or restore a backup of before."
            .formatted(info.getVersion(), info.getDescription()));
  }

  private static Flyway flyway(Endpoint owner) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(owner.url());
    source.setUser(owner.user());
    source.setPassword(owner.password());
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .loggers("slf4j")
        .locations(LOCATION)
        .placeholderReplacement(false)
        .validateMigrationNaming(true)
        .load();
  }
}
