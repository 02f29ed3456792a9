package io.auterity.server.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One tenant has a hundred providers of scripts and as many of models, keys, workflows and
 * webhooks, and all of them hang at one time, while another tenant works.
 */
@Tag("postgresql")
class BusyTenantTest {

  private static final int HUNDRED = 100;
  private static final int CALLS_OF_EACH = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String SCRIPT = "{\"code\": \"export default () => 1\"}";

  @RegisterExtension static final RunningServer server = RunningServer.start(BusyPlugin::write);

  private final CountDownLatch release = new CountDownLatch(1);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer vendor;

  @BeforeEach
  void serve() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    vendor.setExecutor(threads);
    vendor.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          if (!path.startsWith("/free/")) {
            await();
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    vendor.start();
  }

  @AfterEach
  void close() {
    release.countDown();
    vendor.stop(0);
    threads.close();
  }

  private void await() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String at(String path) {
    return "http://127.0.0.1:%d%s".formatted(vendor.getAddress().getPort(), path);
  }

  private Client tenant(String path) {
    Client client = server.newTenant();
    StringBuilder all = new StringBuilder();
    int many = path.equals("/free") ? 1 : HUNDRED;
    for (int i = 0; i < many; i++) {
      all.append(
          """
      kind: provider
      id: s%1$d
      spec: {connector: busy-script, config: {url: "%2$s/scripts/%1$d"}}
      ---
      kind: provider
      id: m%1$d
      spec: {connector: busy-ai, config: {url: "%2$s/models/%1$d"}}
      """
              .formatted(i, at(path)));
      all.append("---\n")
          .append(
              """
      kind: workflow
      id: w%1$d
      spec:
        triggers: [{id: hook, webhook: {verify: none}}]
        steps:
          - id: said
            call: ai.chat.create
            with: {model: m%1$d/m, messages: [{role: user, parts: [{type: text, text: a}]}]}
      """
                  .formatted(i))
          .append("---\n");
    }
    client.apply(all.toString());
    return client;
  }

  private static Client patient(Client client) {
    return client.waiting(PATIENCE);
  }

  private static Reply script(Client client, int provider) {
    return client
        .with("Auterity-Provider", "s" + provider)
        .post("/api/v1/call/script.code.run", SCRIPT);
  }

  private static Reply chat(Client client, int provider) {
    return new Client(server.gateway().toString(), client.headers(), client.patience())
        .post(
            "/v1/chat/completions",
            "{\"model\": \"%s/m\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}"
                .formatted("m" + provider));
  }

  private static List<String> webhooks(Client admin) {
    return ((Json.Arr) admin.get("/api/v1/triggers").at("items"))
        .items().stream().map(one -> String.valueOf(((Json.Obj) one).text("path"))).toList();
  }

  private static Client key(Client admin, String name) {
    Reply made =
        admin.post("/api/v1/keys", "{\"name\": \"%s\", \"roles\": [\"admin\"]}".formatted(name));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return admin.bearer(made.text("secret"));
  }

  /** All that a tenant has, at one time. */
  private List<Future<Reply>> busy(Client admin) {
    List<String> hooks = webhooks(admin);
    List<Future<Reply>> sent = new ArrayList<>();
    for (int i = 0; i < HUNDRED; i++) {
      int number = i;
      Client key = patient(key(admin, "k" + i));
      for (int call = 0; call < CALLS_OF_EACH; call++) {
        sent.add(threads.submit(() -> script(key, number)));
        sent.add(threads.submit(() -> chat(key, number)));
      }
      threads.execute(
          () -> key.post("/api/v1/workflows/w%d/runs".formatted(number), "{\"input\": {}}"));
      threads.execute(() -> server.anonymous().post(hooks.get(number), "{}"));
    }
    return sent;
  }

  private void awaitAsked(Set<String> paths) {
    while (!asked.containsAll(paths)) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void requireOk(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  private static void requireSucceeded(Client client, String run) {
    Reply ended = client.awaiting("/api/v1/runs/" + run, "state", "succeeded");
    assertThat(ended.text("state")).as(ended.toString()).isEqualTo("succeeded");
  }

  @Test
  void aHundredOfEachThatHangKeepNoOtherTenantWaiting() {
    Client busy = tenant("/stuck");
    Client other = tenant("/free");
    List<Future<Reply>> stuck = busy(busy);
    Set<String> models = new HashSet<>();
    for (int i = 0; i < HUNDRED; i++) {
      models.add("/stuck/models/" + i);
    }
    awaitAsked(models);

    requireOk(script(patient(other), 0));
    requireOk(chat(patient(other), 0));
    Reply run = other.post("/api/v1/workflows/w0/runs", "{\"input\": {}}");
    requireSucceeded(other, run.text("id"));
    Reply called = server.anonymous().post(webhooks(other).getFirst(), "{}");
    assertThat(called.status()).as(called.toString()).isEqualTo(202);
    requireSucceeded(other, called.text("run"));

    assertThat(stuck.stream().filter(one -> !one.isDone())).hasSizeGreaterThan(HUNDRED);
    release.countDown();
  }
}
