package io.auterity.connector.version;

import io.auterity.connector.ConnectorFolder;
import io.auterity.connector.ExampleFile;
import io.auterity.connector.version.ConnectorVersions.Done;
import io.auterity.connector.version.ConnectorVersions.Wish;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.RecordingListener;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the servers on a database, as far as connector files concern it. */
final class VersionHouse implements AutoCloseable {

  static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 7));

  final PluginHost host;
  final StoredConnectors stored;
  final ConnectorVersions versions;
  final RecordingListener listener = new RecordingListener();
  private final ChangeFeed feed;

  VersionHouse(TestDatabase db, Path folder) {
    this(db, folder, List.of(ExampleFile.Things.class));
  }

  VersionHouse(TestDatabase db, Path folder, List<Class<?>> kinds) {
    Binder binder = new Binder();
    ConnectorFolder files =
        new ConnectorFolder(Catalogue.of(binder, kinds), binder, new CompositeMeterRegistry());
    this.host =
        new PluginHost(Telemetry.none(), Time.system(), Duration.ofSeconds(1), listener, files);
    this.stored = new StoredConnectors(db.database(), files, host, folder);
    this.versions =
        new ConnectorVersions(
            db.database(),
            new VersionCheck(files, host, folder),
            stored,
            new ChangeAudit(Ids.system(Time.system()), Time.system()),
            Time.system());
    this.feed = db.database().changes();
    stored.follow(feed);
    feed.open();
    stored.read();
    host.loadAll(folder);
    stored.start();
    feed.start();
  }

  Done install(String text) {
    return install(text, null);
  }

  Done install(String text, @Nullable Integer follows) {
    byte[] bytes = bytes(text);
    return versions.install(wish(follows), versions.check(bytes), bytes);
  }

  Done rollback(String plugin, int number) {
    return versions.activate(wish(null), versions.check(versions.text(plugin, number)), number);
  }

  static Wish wish(@Nullable Integer follows) {
    Principal who = new Principal(new UUID(0, 8), "ann", Principal.Type.USER);
    AuditedAct act = new AuditedAct(who, "127.0.0.1", "control:plugin.install", "POST /plugins");
    return new Wish(TENANT, act, "for a test", follows);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What takes the calls of a plugin here; empty when nothing does. */
  String running(String plugin) {
    return host.versions().getOrDefault(plugin, "").replaceFirst(" .*", "");
  }

  @Override
  public void close() {
    feed.close();
    stored.close();
    host.close();
  }
}
