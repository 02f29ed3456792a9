package io.auterity.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Migrations;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.platform.database.embedded.PostgresSettings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.time.Time;
import io.auterity.provider.store.ProviderDocuments;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class BackupMainTest {

  private static final Document ADA =
      new Document("in/users", "ada", Json.EMPTY.with("name", Json.of("Ada")));

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... words) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new BackupMain(stream, stream).run(List.of(words));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The product's database, with programs that lie unpacked; no power is cut. */
  private static PostgresSettings settings() {
    return PostgresSettings.product().withBinaries(FreshCluster.cache()).with("fsync", "off");
  }

  @Test
  void bringsBackWhatWasCopiedWhileTheServerRan() throws IOException {
    // As root, PostgreSQL runs as another user, who has to reach its files.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    String data = Files.createDirectory(folder.resolve("data")).toString();
    FreshCluster.copyInto(Path.of(data));
    String backup = folder.resolve("backup").toString();
    String restored = folder.resolve("restored").toString();
    TenantScope written;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(data), settings())) {
      Migrations.run(postgres.logins().owner());
      written = written(postgres);
      assertThat(run("create", data, backup)).describedAs(said()).isZero();
    }

    assertThat(run("verify", data, backup)).isZero();
    assertThat(run("restore", restored, backup)).describedAs(said()).isZero();

    assertThat(said()).contains("keep", ".key in another place", "is whole");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(restored), settings());
        Database database = Database.open(postgres.logins())) {
      assertThat(documents(database).of(written, "base").get(ADA.collection(), ADA.id()))
          .contains(ADA);
    }
  }

  private static ProviderDocuments documents(Database database) {
    Time time = Time.system();
    return new ProviderDocuments(database, new Outbox(database, time), Ids.system(time));
  }

  /** A tenant with a document of an embedded database, as connectors keep it. */
  private static TenantScope written(EmbeddedPostgres postgres) {
    try (Database database = TestDatabase.open(postgres.logins())) {
      TenantScope scope = TestDatabase.newTenant(database);
      Resource provider = new Resource("provider", "base", 0, Json.EMPTY, Instant.EPOCH);
      var _ = database.inTenant(scope, tx -> ResourceStore.add(tx, List.of(provider), "tester"));
      Added added =
          documents(database).of(scope, "base").write(writer -> writer.addOrGet(ADA, Map.of()));
      assertThat(added.created()).isTrue();
      return scope;
    }
  }

  @Test
  void saysWhenNoDatabaseRuns() {
    assertThat(run("create", folder.resolve("none").toString(), folder.resolve("b").toString()))
        .isEqualTo(1);
    assertThat(said()).contains("No database runs").contains("start the server");
  }

  @Test
  void refusesAChangedBackup() throws Exception {
    Path backup = Files.createDirectory(folder.resolve("backup"));

    assertThat(run("restore", folder.resolve("data").toString(), backup.toString())).isEqualTo(1);
    assertThat(said()).startsWith("auterity: ");
  }

  @Test
  void explainsItself() {
    assertThat(run("create")).isEqualTo(2);
    assertThat(said()).contains("Usage: ./auterity backup FOLDER");
  }
}
