package io.auterity.server.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Inputs of vendors that went wrong elsewhere, as data: each case is called on the real server, by
 * a connector file, before a vendor that answers by the case's rules.
 */
@Tag("postgresql")
class ConnectorCasesTest {

  private static final String CASES = "cases/connectors/";

  /** Cases that are not right yet; one that is right may not stand here. */
  private static final Set<String> NOT_YET = Set.of();

  private static final Set<String> RIGHT =
      Set.of("status", "has", "lacks", "asked_at_most", "keys", "or_truncated", "or_fails");

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> {
            copy(Repository.shared(CASES + "casestub.yaml"), plugins.resolve("casestub.yaml"));
            RunningServer.vendorFile("linear").accept(plugins);
          });

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> eachCase() throws IOException {
    Json cases = YamlTree.read(Files.readAllBytes(Repository.shared(CASES + "cases.yaml")));
    return VendorOfCases.list(cases).stream()
        .map(Json.Obj.class::cast)
        .map(said -> dynamicTest(said.text("id"), () -> holds(said)));
  }

  private static void holds(Json.Obj said) throws Exception {
    try (VendorOfCases vendor = new VendorOfCases(said)) {
      Client client = server.newTenant();
      provider(client, said, vendor.base());
      if (!NOT_YET.contains(said.text("id"))) {
        run(said, client, vendor);
        return;
      }
      AssertionError wrong = null;
      try {
        run(said, client, vendor);
      } catch (AssertionError e) {
        wrong = e;
      }
      assertThat(wrong).as("it is right now: take it from NOT_YET").isNotNull();
    }
  }

  private static void run(Json.Obj said, Client client, VendorOfCases vendor) throws Exception {
    for (Json call : VendorOfCases.list(said.get("calls"))) {
      step(client, vendor, (Json.Obj) call);
    }
  }

  private static void provider(Client client, Json.Obj said, String base) {
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/given", BodyPublishers.ofString("secret-4711"));
    String auth =
        switch (Objects.requireNonNullElse(said.text("auth"), "none")) {
          case "none" -> "";
          case "tokens" -> ", auth: {oauth-client: {clientId: me, secret: given}}";
          case String kind -> ", auth: {%s: {secret: given}}".formatted(kind);
        };
    client.apply(
        """
        kind: provider
        id: vendor
        spec: {connector: %s, unverified: true, config: {%s: "%s"}%s}
        """
            .formatted(
                Objects.requireNonNullElse(said.text("connector"), "casestub"),
                Objects.requireNonNullElse(said.text("address"), "url"),
                base,
                auth));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!client.get("/api/v1/providers/vendor").text("state").equals("connected")
        && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void step(Client client, VendorOfCases vendor, Json.Obj call) throws Exception {
    Json.Obj right = call.get("right") instanceof Json.Obj said ? said : Json.EMPTY;
    assertThat(RIGHT).as("the checks that are known").containsAll(right.fields().keySet());
    if (call.text("vendor") != null) {
      assertThat(call.text("vendor")).isEqualTo("revoke");
      vendor.revoke();
    } else if (call.get("pause") != null) {
      double seconds = Double.parseDouble(Objects.toString(call.get("pause")));
      TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
    } else if (call.text("walk") != null) {
      walk(client, call, right);
    } else {
      for (Reply reply : called(client, call)) {
        check(reply, right);
      }
    }
    if (right.get("asked_at_most") instanceof Json.Obj most) {
      most.fields()
          .forEach(
              (expression, times) ->
                  assertThat(vendor.asked(expression))
                      .as("requests like %s", expression)
                      .isLessThanOrEqualTo(Long.parseLong(times.toString())));
    }
  }

  private static List<Reply> called(Client client, Json.Obj call) throws Exception {
    int times = call.get("at_once") instanceof Json.Int(long many) ? (int) many : 1;
    String path = "/api/v1/call/" + call.text("call");
    String input = Objects.toString(call.get("with"), "{}");
    List<Future<Reply>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= times; i++) {
        String numbered = input.replace("{n}", Integer.toString(i));
        all.add(threads.submit(() -> client.post(path, numbered)));
      }
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> one : all) {
      replies.add(one.get());
    }
    return replies;
  }

  private static void check(Reply reply, Json.Obj right) {
    if (right.get("status") instanceof Json.Int(long status)) {
      assertThat(reply.status()).as(reply.toString()).isEqualTo((int) status);
    }
    for (Json one : VendorOfCases.list(right.get("has"))) {
      assertThat(reply.body()).containsPattern(pattern(one));
    }
    for (Json one : VendorOfCases.list(right.get("lacks"))) {
      assertThat(reply.body()).doesNotContainPattern(pattern(one));
    }
  }

  private static Pattern pattern(Json expression) {
    return Pattern.compile(expression instanceof Json.Str(String text) ? text : "");
  }

  private static void walk(Client client, Json.Obj call, Json.Obj right) {
    Json.Obj input = call.get("with") instanceof Json.Obj said ? said : Json.EMPTY;
    List<String> keys = new ArrayList<>();
    boolean truncated = false;
    for (Json cursor = Json.EMPTY; !cursor.equals(Json.NULL); ) {
      Json.Obj asked = cursor instanceof Json.Str ? input.with("cursor", cursor) : input;
      Reply reply = client.post("/api/v1/call/" + call.text("walk"), asked.toString());
      if (reply.status() != 200 && right.fields().containsKey("or_fails")) {
        return;
      }
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      for (Json item : VendorOfCases.list(reply.at("items"))) {
        keys.add(key((Json.Obj) item));
      }
      truncated |= reply.body().matches("(?s).*\"truncated\" ?: ?true.*");
      cursor = reply.at("next");
    }
    if (truncated && right.fields().containsKey("or_truncated")) {
      return;
    }
    boolean eitherWay =
        right.fields().containsKey("or_truncated") || right.fields().containsKey("or_fails");
    assertThat(eitherWay).as("the list ended in silence with %s", keys).isFalse();
    assertThat(keys)
        .isEqualTo(
            VendorOfCases.list(right.get("keys")).stream()
                .map(key -> ((Json.Str) key).value())
                .toList());
  }

  private static String key(Json.Obj item) {
    Map<String, Json> fields = item.fields();
    return fields.get("key") instanceof Json.Str(String key)
        ? key
        : String.valueOf(((Json.Obj) Objects.requireNonNull(fields.get("ref"))).text("id"));
  }
}
