package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.FreshCluster;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.ServerProcess;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two servers is killed while connector files are installed by it: what was acknowledged is
 * in force at the other one and at the one that starts again, and no call of the other one fails.
 */
@Tag("postgresql")
class InstallKilledTest {

  private static final String TOKEN = "a-token-of-octo";
  private static final int INSTALLED_BEFORE = 4;

  @TempDir Path directory;

  @Test
  void whatAServerInstalledThatWasKilledIsInForceEverywhere() throws Exception {
    Files.createDirectories(directory.resolve("plugins"));
    try (ForgeDouble forge = new ForgeDouble(TOKEN);
        EmbeddedPostgres postgres = FreshCluster.startIn(directory)) {
      try (ServerProcess first = server(postgres, "first");
          ServerProcess second = server(postgres, "second", "engine: {enabled: false}")) {
        Client admin = admin(first);
        Client installer = installer(first, admin);
        install(installer, 0);
        provider(admin, forge);
        soon(() -> connected(admin));
        int acknowledged = installing(admin, second, second.anonymous().bearer(installer.key()));

        soon(() -> inForce(admin) >= acknowledged);
        Files.delete(directory.resolve("second/server.addresses"));
        try (ServerProcess again = server(postgres, "second", "engine: {enabled: false}")) {
          Client there = again.anonymous().bearer(admin.key());
          int last = inForce(admin);
          assertThat(last).isIn(acknowledged, acknowledged + 1);
          soon(() -> running(there).equals("1.%d.0".formatted(last)));
          soon(() -> running(admin).equals("1.%d.0".formatted(last)));
          soon(() -> connected(there));
          assertThat(issues(there).status()).isEqualTo(200);
          install(again.anonymous().bearer(installer.key()), last + 1);
          soon(() -> running(admin).equals("1.%d.0".formatted(last + 1)));
        }
      }
    }
  }

  /** Installs version after version at the second server and kills it amid one; the last known. */
  private static int installing(Client admin, ServerProcess second, Client installer)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch warm = new CountDownLatch(INSTALLED_BEFORE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Reply>> failed = threads.submit(() -> failedCalls(admin, over));
      Future<Integer> known = threads.submit(() -> installUntilGone(installer, warm));
      warm.await();
      second.kill();
      int last = known.get();
      // The other one goes on for a while, and takes what it hears of.
      soon(() -> inForce(admin) >= last);
      over.set(true);
      assertThat(failed.get()).isEmpty();
      return last;
    }
  }

  private static List<Reply> failedCalls(Client admin, AtomicBoolean over) {
    List<Reply> failed = new ArrayList<>();
    while (!over.get()) {
      Reply reply = issues(admin);
      if (reply.status() != 200) {
        failed.add(reply);
      }
      LockSupport.parkNanos(2_000_000); // Else it takes the core that the others need.
    }
    return failed;
  }

  private static int installUntilGone(Client installer, CountDownLatch warm) {
    int version = 0;
    try {
      while (true) {
        install(installer, version + 1);
        version++;
        warm.countDown();
      }
    } catch (UncheckedIOException e) {
      return version;
    }
  }

  private static void install(Client installer, int version) {
    Reply reply =
        installer.post("/api/v1/plugins", "application/yaml", file("1.%d.0".formatted(version)));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private static String file(String version) {
    try {
      return Files.readString(Repository.root().resolve("plugins/vendors/gitea.yaml"))
          .replace("version: 1.0.0", "version: " + version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that the database has in force, by what its text states. */
  private static int inForce(Client admin) {
    Reply versions = admin.get("/api/v1/plugins/gitea/versions");
    return Integer.parseInt(versions.text("items.0.stated").replaceAll("^1[.]|[.]0$", ""));
  }

  private static String running(Client client) {
    return String.valueOf(client.get("/api/v1/providers/forge").json().text("pluginVersion"));
  }

  private static boolean connected(Client client) {
    return "connected".equals(client.get("/api/v1/providers/forge").json().text("state"));
  }

  private static Reply issues(Client client) {
    return client.post("/api/v1/call/tracker.issue.list", "{\"project\": \"octo/hello\"}");
  }

  private static void provider(Client admin, ForgeDouble forge) {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/forge", BodyPublishers.ofString(TOKEN));
    admin.apply(
        """
        kind: provider
        id: forge
        spec:
          connector: gitea-issues
          unverified: true
          config: {url: "%s"}
          auth: {bearer: {secret: forge}}
        """
            .formatted(forge.url()));
  }

  private ServerProcess server(EmbeddedPostgres postgres, String name, String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 1);
    settings[more.length] = "egress: {allow: ['127.0.0.1:* for *']}";
    return ServerProcess.on(postgres.logins(), directory, name, settings);
  }

  private static Client admin(ServerProcess server) {
    Client operator = server.anonymous().bearer(server.operatorKey());
    return server
        .anonymous()
        .bearer(operator.post("/api/v1/tenants", "{\"name\": \"t\"}").text("key"));
  }

  private static Client installer(ServerProcess server, Client admin) {
    Reply made =
        server
            .anonymous()
            .bearer(server.operatorKey())
            .post(
                "/api/v1/tenants/keys",
                """
                {"tenant": "%s", "name": "installer", "allow": ["control:plugin.install"]}
                """
                    .formatted(admin.get("/api/v1/session").text("tenant.name")));
    return server.anonymous().bearer(made.text("key"));
  }

  private static void soon(BooleanSupplier heard) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!heard.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
