package io.auterity.server.wiring;

import io.auterity.platform.config.Settings;
import io.auterity.platform.config.Settings.Account;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.DatabaseRefusedException;
import io.auterity.platform.database.Migrations;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.EmbeddedPostgresException;
import io.auterity.platform.database.embedded.PostgresSettings;
import io.auterity.platform.time.Time;
import io.auterity.server.health.Dependency;
import io.auterity.server.health.DependencyWatch;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database of this server, migrated: an embedded PostgreSQL, or one at a URL. */
public final class Storage implements Dependency, AutoCloseable {

  private final Database database;
  private final @Nullable EmbeddedPostgres postgres;
  private final DependencyWatch watch;

  private Storage(Database database, @Nullable EmbeddedPostgres postgres) {
    this.database = database;
    this.postgres = postgres;
    this.watch = new DependencyWatch("database", database::check, Time.system());
    watch.start();
  }

  /**
   * Starts or reaches the database that the settings name.
   *
   * @throws StartFailedException with one sentence
   */
  public static Storage open(InstallationPaths paths, Settings settings) {
    String url = settings.database().url();
    try {
      return url == null
          ? embedded(paths)
          : at(logins(url, settings.database()), settings.engine().enabled());
    } catch (EmbeddedPostgresException | DatabaseRefusedException e) {
      throw new StartFailedException(
          ExitCode.SURROUNDINGS, Objects.toString(e.getMessage(), "no database"), e);
    }
  }

  /** A database that something else runs. */
  public static Storage at(DatabaseLogins logins) {
    return at(logins, true);
  }

  private static Storage at(DatabaseLogins logins, boolean migrating) {
    return new Storage(migrating ? migrated(logins) : current(logins), null);
  }

  private static Storage embedded(InstallationPaths paths) {
    PostgresSettings settings = PostgresSettings.product().withBinaries(paths.postgres());
    EmbeddedPostgres postgres = EmbeddedPostgres.start(paths.data(), settings);
    try {
      return new Storage(migrated(postgres.logins()), postgres);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static Database migrated(DatabaseLogins logins) {
    Migrations.run(logins.owner());
    return Database.open(logins);
  }

  // The schema is the concern of the server whose engine is enabled: beside it, no server changes
  // it.
  private static Database current(DatabaseLogins logins) {
    Migrations.requireCurrent(logins.owner());
    return Database.open(logins);
  }

  private static DatabaseLogins logins(String url, Settings.Database settings) {
    return new DatabaseLogins(
        endpoint(url, settings.owner()),
        endpoint(url, settings.app()),
        endpoint(url, settings.engine()));
  }

  private static DatabaseLogin endpoint(String url, @Nullable Account account) {
    Account checked = Objects.requireNonNull(account);
    Path file = Path.of(checked.passwordFile());
    try {
      return new DatabaseLogin(url, checked.user(), Files.readString(file).strip());
    } catch (IOException e) {
      throw new StartFailedException(
          ExitCode.SETTINGS,
          "Cannot read the password of %s from %s.".formatted(checked.user(), file),
          e);
    }
  }

  Database database() {
    return database;
  }

  @Override
  public String name() {
    return watch.name();
  }

  @Override
  public Optional<String> problem() {
    Optional<String> stopped = postgres == null ? Optional.empty() : postgres.problem();
    return stopped.or(watch::problem);
  }

  @Override
  public void close() {
    watch.close();
    database.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
