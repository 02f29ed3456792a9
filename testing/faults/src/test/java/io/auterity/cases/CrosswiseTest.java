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
    CaseGateway from = of(way.from());
    CaseGateway to = of(way.to());
    from.fake().answers(List.of(new StrictReply.ToolCall("weather", place())));
    to.fake().answers(List.of(new StrictReply.Words("As in the picture.")));
    Json.Obj first = way.dialect().first(from.model());
    if (way.from() == way.to()) {
      from.fake()
          .answers(
              List.of(
                  new StrictReply.ToolCall("weather", place()),
                  new StrictReply.Words("As in the picture.")));
    }

    String called = post(way, from, first);
    Json.Obj answer = (Json.Obj) YamlTree.json(called.getBytes(UTF_8));
    String told = post(way, to, way.dialect().next(first, to.model(), answer));

    assertThat(called).contains("weather");
    assertThat(told).contains("As in the picture.");
    assertThat(to.fake().asked().getLast().body().toString()).contains("It is sunny.");
  }

  private static Json.Obj place() {
    return Json.EMPTY.with("place", Json.of("Rome"));
  }

  private CaseGateway of(CaseVendor vendor) {
    return Objects.requireNonNull(gateways.get(vendor));
  }

  private static String post(Way way, CaseGateway gateway, Json.Obj body) throws Exception {
    HttpResponse<String> answer =
        gateway.post(way.dialect().path(gateway.model()), Map.of(), body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
