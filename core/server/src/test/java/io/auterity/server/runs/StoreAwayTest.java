package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL is away for some seconds while a run files issues in the product's own tracker. */
@Tag("postgresql")
class StoreAwayTest {

  private static final int ITEMS = 96;
  private static final int SECONDS_AWAY = 8;
  private static final Set<String> UNDER_WAY = Set.of("running", "waiting");
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(90);

  private static final String FILING =
      """
      {kind: provider, id: desk, spec: {connector: embedded-tracker, config: {}}}
      ---
      kind: workflow
      id: filing
      spec:
        input:
          titles: {type: array, items: {type: string}}
        steps:
          - id: all
            each: ${input.titles}
            as: title
            concurrency: 8
            steps:
              - {id: file, call: tracker.issue.create, with: {project: debts, title: "${title}"}}
        output: ${size(all)}
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            new SamplePlugin("mask").write(plugins.resolve("sample.jar"));
            BundledPlugin.write("tracker", plugins, "jackson-core-");
          });

  private final Client client = server.newTenant();

  @Test
  void everyItemEndsWellAndNoIssueIsThereTwice() {
    client.apply(FILING);
    await(
        () -> client.get("/api/v1/providers/desk"), seen -> seen.text("state").equals("connected"));
    call("tracker.project.create", "{\"key\": \"debts\", \"name\": \"Debts\"}");
    String run = started();
    await(this::issues, seen -> seen.body().contains("debts-8\""));

    server.database().goAway();
    CompletableFuture.runAsync(
            server.database()::comeBack,
            CompletableFuture.delayedExecutor(SECONDS_AWAY, TimeUnit.SECONDS))
        .join();

    Reply over =
        await(
            () -> client.get("/api/v1/runs/" + run),
            seen -> !UNDER_WAY.contains(seen.text("state")));
    assertThat(over.text("state")).as(over.toString()).isEqualTo("succeeded");
    assertThat(((Json.Arr) issues().at("items")).items())
        .extracting(issue -> ((Json.Obj) issue).text("title"))
        .containsExactlyInAnyOrderElementsOf(titles().boxed().map(i -> "late " + i).toList());
  }

  private String started() {
    String titles = titles().mapToObj("\"late %d\""::formatted).collect(Collectors.joining(","));
    return client
        .post("/api/v1/workflows/filing/runs", "{\"input\": {\"titles\": [%s]}}".formatted(titles))
        .text("id");
  }

  private static IntStream titles() {
    return IntStream.range(0, ITEMS);
  }

  private Reply issues() {
    return call("tracker.issue.list", "{\"project\": \"debts\", \"limit\": 100}");
  }

  private Reply call(String capability, String input) {
    return client.post("/api/v1/call/" + capability, input);
  }

  private static Reply await(Supplier<Reply> look, Predicate<Reply> enough) {
    long end = System.nanoTime() + LIMIT;
    Reply seen = look.get();
    while (seen.status() != 200 || !enough.test(seen)) {
      assertThat(System.nanoTime()).as(seen.toString()).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
      seen = look.get();
    }
    return seen;
  }
}
