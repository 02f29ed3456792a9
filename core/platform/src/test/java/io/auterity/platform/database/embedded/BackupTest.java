package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.auterity.platform.database.DatabaseLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class BackupTest {

  /** A database that nobody changes, and its one backup, which tests leave as it is. */
  private record Quiet(
      Path directory,
      Path target,
      List<Long> copied,
      long total,
      Throwable second,
      Set<Path> onDisk) {

    static Quiet in(Path parent) throws IOException {
      Path directory = product(parent);
      Path target = parent.resolve("backup");
      List<Long> copied = new ArrayList<>();
      AtomicLong whole = new AtomicLong();
      AtomicReference<Throwable> second = new AtomicReference<>();
      try (Syncs syncs = Syncs.watch()) {
        Clusters.runFast(
            directory,
            postgres -> {
              Backup.create(
                  directory,
                  target,
                  (bytes, total) -> {
                    copied.add(bytes);
                    whole.set(total);
                  });
              second.set(
                  catchThrowable(() -> Backup.create(directory, target, (bytes, total) -> {})));
            });
        return new Quiet(directory, target, copied, whole.get(), second.get(), syncs.paths());
      }
    }
  }

  @TempDir static Path shared;
  private static Quiet quiet;

  @TempDir Path parent;

  @BeforeAll
  static void backUp() throws IOException {
    quiet = Quiet.in(Clusters.open(shared));
  }

  /** A cluster that PostgreSQL can reach. */
  private static Path product(Path parent) throws IOException {
    Path directory = Files.createDirectory(parent.resolve("product"));
    FreshCluster.copyInto(directory);
    return directory;
  }

  @Test
  void whatWasCommittedBeforeAndDuringTheBackupIsRestored() throws IOException {
    Path directory = product(Clusters.open(parent));
    Path target = parent.resolve("backup");
    AtomicLong beforeTheEnd = new AtomicLong();
    AtomicLong afterTheEnd = new AtomicLong();
    AtomicInteger files = new AtomicInteger();
    Clusters.runFast(
        directory,
        postgres -> {
          DatabaseLogin owner = postgres.logins().owner();
          Clusters.execute(
              owner,
              """
              create table entry (n bigint primary key, filler text not null);
              create table churn (n bigint primary key, filler text not null);
              insert into entry select n, repeat('x', 500) from generate_series(-4999, 0) n;
              insert into churn select n, repeat('y', 200) from generate_series(1, 1000) n;
              """);
          try (Writer writer = new Writer(owner)) {
            writer.awaitCommits(20);
            Backup.create(
                directory,
                target,
                (bytes, total) -> {
                  if (files.incrementAndGet() % 200 == 0) {
                    Clusters.execute(postgres.administrator("auterity"), "checkpoint");
                    writer.awaitCommits(25);
                  }
                  beforeTheEnd.set(writer.committed());
                });
            afterTheEnd.set(writer.committed());
          }
        });
    Backup.verify(target);

    Path restored = parent.resolve("restored");
    Backup.restore(target, restored);

    Clusters.runFast(
        restored,
        postgres -> {
          DatabaseLogin owner = postgres.logins().owner();
          long last = number(owner, "select max(n) from entry");
          assertThat(last).isBetween(beforeTheEnd.get(), afterTheEnd.get() + 1);
          assertThat(number(owner, "select count(*) from entry")).isEqualTo(5000 + last);
          assertThat(number(owner, "select count(*) from churn where length(filler) = 200"))
              .isEqualTo(1000);
          assertThat(number(owner, "select count(distinct filler) from churn")).isEqualTo(1);
          Clusters.execute(owner, "insert into entry values (1000000, 'goes on')");
        });
  }

  @Test
  void progressReachesTheTotalAndNothingIsLeftOfThePart() {
    assertThat(quiet.copied()).isSorted();
    assertThat(quiet.copied().getLast()).isCloseTo(quiet.total(), Percentage.withPercentage(1));
    assertThat(shared).isDirectoryNotContaining("glob:**.part");
    assertThat(quiet.target().resolve("data/pg_wal")).isNotEmptyDirectory();
    assertThat(quiet.target().resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aBackupAndWhatIsRestoredFromItAreOnTheDisk() throws IOException {
    Path part = quiet.target().resolveSibling("backup.part");
    assertThat(quiet.onDisk())
        .contains(part, part.resolve("data/global/pg_control"), part.resolve("SHA256SUMS"))
        .contains(part.resolve("data/pg_wal"), shared);

    Path restored = Clusters.open(parent).resolve("restored");
    try (Syncs syncs = Syncs.watch()) {
      Backup.restore(quiet.target(), restored);

      Path root = Layout.locate(restored, PostgresUser.current()).root();
      assertThat(syncs.paths())
          .contains(root.resolve("data.new"), root.resolve("data.new/global/pg_control"))
          .contains(root.resolve("data.new/pg_wal"), root.resolve("passwords"), root);
    }
  }

  @Test
  void aDamagedBackupIsNotRestored() throws IOException {
    Path target = parent.resolve("backup");
    FreshCluster.copy(quiet.target(), target);
    Path file = target.resolve("data/PG_VERSION");
    Path sums = target.resolve("SHA256SUMS");
    String kept = Files.readString(sums);

    Files.writeString(file, "17\n");
    assertDamaged(target, "data/PG_VERSION was changed");
    Files.delete(file);
    assertDamaged(target, "data/PG_VERSION is missing");
    Files.writeString(file, "18\n");
    Files.writeString(target.resolve("data/extra"), "");
    assertDamaged(target, "data/extra was added");
    Files.delete(target.resolve("data/extra"));
    Files.writeString(sums, kept.substring(0, kept.length() / 2));
    assertDamaged(target, "SHA256SUMS is cut short");
    Files.delete(sums);
    assertThatThrownBy(() -> Backup.restore(target, parent.resolve("restored")))
        .hasMessageContaining("is no complete backup");
    assertThat(parent.resolve("restored")).doesNotExist();
  }

  @Test
  void refusesToOverwrite() {
    assertThat(quiet.second()).hasMessageContaining("exists already");
    assertThatThrownBy(() -> Backup.restore(quiet.target(), quiet.directory()))
        .hasMessageContaining("holds a database already");
  }

  @Test
  void needsARunningServer() {
    Path target = parent.resolve("backup");
    assertThatThrownBy(() -> Backup.create(quiet.directory(), target, (bytes, total) -> {}))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageStartingWith("No database runs in");
    assertThat(target).doesNotExist();
  }

  private static void assertDamaged(Path target, String what) {
    assertThatThrownBy(() -> Backup.verify(target))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(what);
  }

  private static long number(DatabaseLogin endpoint, String sql) {
    return Long.parseLong(Clusters.ask(endpoint, sql));
  }

  /** Commits one row after another, and rewrites a whole table at each. */
  private static final class Writer implements AutoCloseable {

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong committed = new AtomicLong();
    private final Semaphore commits = new Semaphore(0);
    private final Thread thread;

    Writer(DatabaseLogin owner) {
      thread = Thread.ofPlatform().start(() -> write(owner));
    }

    long committed() {
      return committed.get();
    }

    /** Waits until that many more rows have been committed. */
    void awaitCommits(int more) {
      commits.drainPermits();
      try {
        assertThat(commits.tryAcquire(more, 60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void write(DatabaseLogin owner) {
      try (Connection connection = owner.connect();
          PreparedStatement insert =
              connection.prepareStatement("insert into entry values (?, repeat('z', 500))");
          PreparedStatement rewrite =
              connection.prepareStatement("update churn set filler = repeat(?, 200)")) {
        connection.setAutoCommit(false);
        for (long n = 1; !stop.get(); n++) {
          insert.setLong(1, n);
          insert.execute();
          if (n % 20 == 0) {
            rewrite.setString(1, Character.toString('a' + (int) (n % 26)));
            rewrite.execute();
          }
          connection.commit();
          committed.set(n);
          commits.release();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      stop.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
