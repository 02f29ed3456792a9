package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.connector.DataPlugin;
import io.auterity.connector.VendorFiles;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookDelivery.Sent;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.WhichBranch;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a Gitea tells an address of itself is verified and read as {@code gitea.yaml} says. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaWebhooksOnServer {

  private static final String SECRET = "of-this-test";

  /** All that a repository tells below, merged apart from closed. */
  private static final Set<String> TOLD =
      Set.of(
          "git.issue.created",
          "git.comment.created",
          "git.branch.created",
          "git.push",
          "git.pull_request.created",
          "git.pull_request.merged",
          "git.release.published",
          "git.branch.deleted",
          "git.fork.created");

  private final DataPlugin plugin = VendorFiles.plugin("gitea");
  private final RealServer server = RealServer.of("gitea");
  private final FakeProvider provider = server.provider(plugin);
  private final Connector<Git> connector = connector();
  private final Git git = connector.open(provider);
  private final BlockingQueue<WebhookReading> read = new LinkedBlockingQueue<>();
  private final String name = "hooks" + Long.toString(System.nanoTime(), 36);
  private HttpServer listening;

  @SuppressWarnings("unchecked") // It is of that kind.
  private Connector<Git> connector() {
    return (Connector<Git>)
        plugin.connectors().stream().filter(c -> c.id().equals("gitea")).findFirst().orElseThrow();
  }

  @BeforeEach
  void listen() throws IOException {
    listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.createContext("/", this::take);
    listening.start();
  }

  @AfterEach
  void close() {
    listening.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((key, values) -> headers.put(key.toLowerCase(Locale.ROOT), values.getFirst()));
    Sent sent =
        new Sent(
            "POST",
            "https://here.example/hooks/t",
            Map.of(),
            headers,
            exchange.getRequestBody().readAllBytes());
    read.add(
        connector
            .webhooks(git)
            .orElseThrow()
            .read(new WebhookDelivery(sent, List.of(SECRET), Instant.now())));
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }

  private <T> T ask(String operation, BiFunction<Git, Call, T> asking) {
    return asking.apply(git, FakeCall.of("git." + operation, provider));
  }

  @Test
  void allThatARepositoryTellsIsRead() throws InterruptedException {
    Ref repository =
        ask(
                "repository.create",
                (g, call) ->
                    g.createRepository(
                        new NewRepository(null, name, null, null, "main", true), call))
            .ref();
    ask(
        "webhook.create",
        (g, call) ->
            g.createWebhook(
                new NewRepositoryHook(
                    repository,
                    "http://127.0.0.1:%d/".formatted(listening.getAddress().getPort()),
                    List.of(RepositoryEvent.values()),
                    null,
                    VaultSecret.of(SECRET)),
                call));

    happen(repository);

    Set<String> seen = new TreeSet<>();
    while (!seen.containsAll(TOLD)) {
      WebhookReading next = read.poll(30, TimeUnit.SECONDS);
      assertThat(next)
          .as("after " + seen)
          .isInstanceOfSatisfying(
              WebhookReading.Events.class,
              events -> {
                Event event = events.events().getFirst();
                assertThat(event.subject()).startsWith(repository.id());
                seen.add(event.type());
              });
    }
    assertThat(seen).doesNotContain("git.pull_request.closed");
  }

  private void happen(Ref repository) {
    String issues = "/api/v1/repos/%s/issues".formatted(repository.id());
    server.post(issues, Json.EMPTY.with("title", Json.of("Übel")), plugin);
    server.post(issues + "/1/comments", Json.EMPTY.with("body", Json.of("日本")), plugin);
    ask(
        "branch.create",
        (g, call) -> g.createBranch(new NewBranch(repository, "topic", "main"), call));
    FileChange change = new FileChange(FileAction.CREATE, "new.txt", "ü", null);
    NewCommit commit = new NewCommit(repository, "topic", "Add", List.of(change), null);
    ask("commit.create", (g, call) -> g.createCommit(commit, call));
    NewPullRequest wish = new NewPullRequest(repository, "Add", null, "topic", null, "main", null);
    Ref pull = ask("pull_request.create", (g, call) -> g.createPullRequest(wish, call)).ref();
    server.post(issues + "/2/comments", Json.EMPTY.with("body", Json.of("Well")), plugin);
    ask(
        "pull_request.merge",
        (g, call) -> g.mergePullRequest(new PullRequestMerge(pull, null, null, null), call));
    ask(
        "release.create",
        (g, call) ->
            g.createRelease(
                new NewRelease(repository, "v1", null, null, "First", null, null), call));
    WhichBranch topic = new WhichBranch(repository, "topic");
    ask("branch.delete", (g, call) -> g.deleteBranch(topic, call));
    server.post("/api/v1/orgs", Json.EMPTY.with("username", Json.of(name)), plugin);
    ask(
        "repository.fork",
        (g, call) -> g.forkRepository(new NewFork(repository, name, null), call));
  }
}
