package io.auterity.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.files.YamlTree;
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
 * A conversation with a picture and a tool that began at one vendor goes on at each other one,
 * whatever the dialect of its client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrosswiseTest {

  private final Map<CaseVendor, CaseGateway> gateways = new EnumMap<>(CaseVendor.class);

  /** Where a conversation begins and goes on, in the dialect of its client. */
  record Way(ClientDialect dialect, CaseVendor from, CaseVendor to) {
    @Override
    public String toString() {
      return "%s from %s to %s".formatted(dialect, from, to);
    }
  }

  static List<Way> waysOfDocuments() {
    return ways().stream()
        .filter(way -> way.dialect().hasDocuments() && way.from().takesFiles())
        .toList();
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (ClientDialect dialect : ClientDialect.values()) {
      for (CaseVendor from : CaseVendor.values()) {
        for (CaseVendor to : CaseVendor.values()) {
          ways.add(new Way(dialect, from, to));
        }
      }
    }
    return ways;
  }

  @BeforeAll
  void start() {
    for (CaseVendor vendor : CaseVendor.values()) {
      gateways.put(vendor, new CaseGateway(vendor));
    }
  }

  @AfterAll
  void close() {
    gateways.values().forEach(CaseGateway::close);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void itGoesOn(Way way) throws Exception {
    CaseGateway to = of(way.to());

    HttpResponse<String> told =
        post(way, to, begun(way, way.dialect().first(of(way.from()).model())));

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains("As in the picture.");
    assertThat(to.fake().asked().getLast().body().toString()).contains("It is sunny.");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfDocuments")
  void aDocumentGoesOnOrIsRefused(Way way) throws Exception {
    CaseGateway to = of(way.to());
    Json.Obj next = begun(way, way.dialect().withDocument(of(way.from()).model()));
    int before = to.fake().asked().size();

    HttpResponse<String> told = post(way, to, next);

    if (way.to().takesFiles()) {
      assertThat(told.body()).contains("As in the picture.");
      assertThat(to.fake().asked().getLast().body().toString()).contains(ClientDialect.DOCUMENT);
    } else {
      assertThat(told.statusCode()).as(told.body()).isEqualTo(400);
      assertThat(told.body()).contains("parts[1]");
      assertThat(to.fake().asked()).hasSize(before);
    }
  }

  /** What a client goes on with once its first request was answered by a call. */
  private Json.Obj begun(Way way, Json.Obj first) throws Exception {
    CaseGateway from = of(way.from());
    CaseGateway to = of(way.to());
    StrictReply call = new StrictReply.ToolCall("weather", place());
    StrictReply words = new StrictReply.Words("As in the picture.");
    to.fake().answers(List.of(words));
    from.fake().answers(way.from() == way.to() ? List.of(call, words) : List.of(call));

    HttpResponse<String> called = post(way, from, first);

    assertThat(called.statusCode()).as(called.body()).isEqualTo(200);
    assertThat(called.body()).contains("weather");
    Json.Obj answer = (Json.Obj) YamlTree.json(called.body().getBytes(UTF_8));
    return way.dialect().next(first, to.model(), answer);
  }

  private static Json.Obj place() {
    return Json.EMPTY.with("place", Json.of("Rome"));
  }

  private CaseGateway of(CaseVendor vendor) {
    return Objects.requireNonNull(gateways.get(vendor));
  }

  private static HttpResponse<String> post(Way way, CaseGateway gateway, Json.Obj body)
      throws Exception {
    return gateway.post(way.dialect().path(gateway.model()), Map.of(), body.toString());
  }
}
