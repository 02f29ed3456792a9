package io.auterity.server;

import io.auterity.control.access.Access;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.call.Credential.ApiKey;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.wiring.Server;
import io.auterity.server.wiring.Storage;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;

/**
 * The real server on a free port over a real database, for one test class:
 *
 * <pre>{@code
 * @RegisterExtension static final RunningServer server = RunningServer.start();
 * private final Client client = server.newTenant();
 * }</pre>
 *
 * Classes that see and change nothing but their own tenants have one server together, {@link
 * #shared}.
 */
public final class RunningServer implements BeforeAllCallback, AfterAllCallback {

  /** It stands until all classes have run. */
  private static final class Shared implements AutoCloseable {

    static final RunningServer SERVER = start().forAll();

    @Override
    public void close() {
      SERVER.close();
    }
  }

  /** Deleted, and deleted again: each Tomcat makes the folder anew that the JVM's first one had. */
  private static final Set<Path> GONE = ConcurrentHashMap.newKeySet();

  /** What one start makes, and its end takes away. */
  private record Installation(TestDatabase database, Path data, Server server) {

    static Installation over(TestDatabase database, Path data, Settings settings) {
      Server server = Server.start(places(data), settings, () -> Storage.at(database.logins()));
      return new Installation(database, data, server);
    }

    static Installation fresh(Consumer<Path> plugins, Settings settings) {
      try {
        Path data = Files.createTempDirectory("auterity-server");
        plugins.accept(Files.createDirectories(places(data).plugins()));
        return over(TestDatabase.create(), data, settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      server.close();
      database.close();
      delete(data);
    }
  }

  private final Supplier<Installation> making;
  private Installation installation;
  private final List<Path> besides = new ArrayList<>();
  private boolean closed;
  private boolean shared;

  private RunningServer(Supplier<Installation> making) {
    this.making = making;
    this.installation = making.get();
  }

  public static RunningServer start() {
    return start(new SamplePlugin("mask"));
  }

  /**
   * The one server of all classes that keep to their own tenants: whoever counts what the whole
   * server did, or stops, breaks or configures it, starts one of its own.
   */
  public static RunningServer shared() {
    return Shared.SERVER;
  }

  private RunningServer forAll() {
    shared = true;
    return this;
  }

  /** The same with another plugin than the usual one. */
  public static RunningServer start(SamplePlugin plugin) {
    return start(plugins -> plugin.write(plugins.resolve("sample.jar")));
  }

  /** The same with whatever is written into the folder of plugins. */
  public static RunningServer start(Consumer<Path> plugins) {
    return approving(plugins, "127.0.0.1:* for *");
  }

  /** The same, where providers may reach no place of this machine but these. */
  public static RunningServer approving(Consumer<Path> plugins, String... places) {
    return new RunningServer(() -> Installation.fresh(plugins, reaching(places)));
  }

  /** Puts the product's own file of a vendor into the folder of plugins. */
  public static Consumer<Path> vendorFile(String id) {
    String name = id + ".yaml";
    return plugins -> {
      try {
        Files.copy(
            Repository.root().resolve("plugins/vendors").resolve(name), plugins.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** The server over a database, and what {@link #places} names, which its end takes away. */
  public static RunningServer over(TestDatabase database, Path data, Settings settings) {
    return new RunningServer(() -> Installation.over(database, data, settings));
  }

  /**
   * A second server on the same database, with a data directory of its own, the key file of this
   * one, and no engine; its caller closes it.
   */
  public Server beside() {
    try {
      Path own = Files.createTempDirectory("auterity-beside");
      besides.add(own);
      Files.copy(data().resolve("operator.key"), own.resolve("operator.key"));
      InstallationPaths first = places(data());
      return Server.start(
          new InstallationPaths(own, first.masterKey(), first.plugins(), first.postgres()),
          GivenSettings.usual().withoutEngine().made(),
          () -> Storage.at(database().logins()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what {@link #places} names, of a server that has ended. */
  private static void delete(Path data) {
    InstallationPaths places = places(data);
    Path key = places.masterKey();
    GONE.addAll(
        List.of(data, places.plugins(), key, key.resolveSibling(key.getFileName() + ".lock")));
    for (Path each : GONE) {
      try {
        FileSystemUtils.deleteRecursively(each);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A data directory with its master key and its plugins beside it. */
  public static InstallationPaths places(Path data) {
    String name = data.getFileName().toString();
    return new InstallationPaths(
        data,
        data.resolveSibling(name + ".key"),
        data.resolveSibling(name + "-plugins"),
        data.resolveSibling("postgres"));
  }

  /** The usual settings on free ports; providers may reach this machine. */
  public static Settings settings() {
    return GivenSettings.usual().made();
  }

  private static Settings reaching(String... places) {
    return GivenSettings.usual().egress(List.of(places)).made();
  }

  /** Where the console answers. */
  public URI console() {
    return installation.server().console();
  }

  /** Where the gateway answers. */
  public URI gateway() {
    return installation.server().gateway();
  }

  /** A client that shows no credential. */
  public Client anonymous() {
    return new Client(console().toString());
  }

  /** A client with the operator's key. */
  public Client operator() {
    try {
      return anonymous().bearer(Files.readString(data().resolve("operator.key")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client with the administrator's key of a new tenant. */
  public Client newTenant() {
    Reply created =
        operator()
            .post("/api/v1/tenants", "{\"name\": \"tenant %s\"}".formatted(UUID.randomUUID()));
    return anonymous().bearer(created.text("key"));
  }

  /** A client with a key of the same tenant that may install connectors for all tenants. */
  public Client installer(Client admin) {
    Reply made =
        operator()
            .post(
                "/api/v1/tenants/keys",
                """
                {"tenant": "%s", "name": "installer", "allow": ["control:plugin.install"]}
                """
                    .formatted(admin.get("/api/v1/session").text("tenant.name")));
    return anonymous().bearer(made.text("key"));
  }

  /** The tenant of a client's key. */
  public TenantScope tenantOf(Client client) {
    Time time = Time.system();
    Access access =
        new Access(
            database().database(),
            new AuditLog(database().database(), time),
            new Owners(),
            Catalogue.standard()::ids,
            ProductActs::all,
            Ids.system(time),
            time,
            new SecureRandom());
    return access.authenticator().authenticate(new ApiKey(client.key())).scope();
  }

  public TestDatabase database() {
    return installation.database();
  }

  public Path data() {
    return installation.data();
  }

  /** Ends the server; its database stays until the end of the class. */
  public void stop() {
    installation.server().close();
  }

  /** Ends the server and drops its database. */
  public void close() {
    closed = true;
    installation.close();
    besides.forEach(RunningServer::delete);
    besides.clear();
  }

  // A class that is run again in the same JVM finds its static fields as the first run left them.
  @Override
  public void beforeAll(ExtensionContext context) {
    if (closed) {
      installation = making.get();
      closed = false;
    }
    if (shared) {
      context
          .getRoot()
          .getStore(Namespace.create(RunningServer.class))
          .computeIfAbsent(Shared.class, all -> new Shared());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (!shared) {
      close();
    }
  }
}
