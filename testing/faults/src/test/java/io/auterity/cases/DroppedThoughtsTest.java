package io.auterity.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.strict.StrictReply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that hands back the calls of an answer, and not what was thought before them: the vendor
 * that wants its thoughts back gets them all the same, and no other does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DroppedThoughtsTest {

  private final Map<CaseVendor, CaseGateway> gateways = new EnumMap<>(CaseVendor.class);

  record Client(ClientDialect dialect, boolean streams, CaseVendor vendor) {
    @Override
    public String toString() {
      return "%s%s at %s".formatted(streams ? "streamed " : "", dialect, vendor);
    }

    // What goes as it was written is the vendor's to judge.
    boolean passes() {
      return (dialect == ClientDialect.CHAT && vendor == CaseVendor.OPENROUTER)
          || (dialect == ClientDialect.MESSAGES && vendor == CaseVendor.ANTHROPIC);
    }
  }

  static List<Client> clients() {
    List<Client> clients = new ArrayList<>();
    for (ClientDialect dialect : ClientDialect.values()) {
      for (CaseVendor vendor : CaseVendor.values()) {
        if (vendor.wantsBack() != null) {
          clients.add(new Client(dialect, false, vendor));
          clients.add(new Client(dialect, true, vendor));
        }
      }
    }
    clients.removeIf(Client::passes);
    return clients;
  }

  @BeforeAll
  void start() {
    for (CaseVendor vendor : CaseVendor.values()) {
      if (vendor.wantsBack() != null) {
        gateways.put(vendor, new CaseGateway(vendor));
      }
    }
  }

  @AfterAll
  void close() {
    gateways.values().forEach(CaseGateway::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void theyComeBackAllTheSame(Client client) throws Exception {
    CaseGateway gateway = Objects.requireNonNull(gateways.get(client.vendor()));
    Json.Obj place = Json.EMPTY.with("place", Json.of("Rome by " + client));
    gateway
        .fake()
        .answers(
            List.of(
                new StrictReply.Thought(
                    CrosswiseTest.THOUGHT, new StrictReply.ToolCall("weather", place)),
                new StrictReply.Words("So it is.")));
    Json.Obj first = client.dialect().first(gateway.model());

    HttpResponse<String> called = post(client, gateway, first);
    assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
    Json.Obj answer =
        (Json.Obj)
            WholeForm.of(
                client.dialect().path("m"),
                called.headers().firstValue("content-type").orElse(""),
                called.body());
    Json.Obj next =
        client.dialect().next(first, gateway.model(), client.dialect().thoughtless(answer));
    HttpResponse<String> told = post(client, gateway, next);

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(next.toString()).doesNotContain(client.vendor().wantsBack());
    assertThat(gateway.fake().asked().getLast().body().toString())
        .contains(client.vendor().wantsBack());
    assertThat(told.headers().firstValue("auterity-lossy").orElse("")).doesNotContain("reasoning");
  }

  private static HttpResponse<String> post(Client client, CaseGateway gateway, Json.Obj body)
      throws Exception {
    String path = client.dialect().path(gateway.model());
    boolean gemini = client.dialect() == ClientDialect.GEMINI;
    if (gemini) {
      return gateway.post(
          client.streams()
              ? path.replace(":generateContent", ":streamGenerateContent?alt=sse")
              : path,
          Map.of(),
          body.toString());
    }
    return gateway.post(path, Map.of(), body.with("stream", Json.of(client.streams())).toString());
  }
}
