package io.auterity.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.ai.JsonVectors;
import io.auterity.toolkit.json.ReplyFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendorReplyTest {

  @Test
  void readsValuesAndObjects() {
    assertThat(VendorReply.value(reply("[1]"))).isEqualTo(Json.array(List.of(Json.of(1))));
    assertThat(VendorReply.object(reply("{\"a\":1}")))
        .isEqualTo(Json.object(Map.of("a", Json.of(1))));
    assertThat(VendorReply.object("{}")).isEqualTo(Json.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "{", "\"x\"", "<html>"})
  void whatIsNoObjectMayBeBilledAllTheSame(String text) {
    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> VendorReply.object(reply(text)));

    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(failure.message()).startsWith("the vendor's reply cannot be read: ");
    assertThat(VendorReply.refusal(reply(text))).isEqualTo(Json.EMPTY);
  }

  @Test
  void wholeNumbersMayBeWrittenWithAFraction() {
    Json.Obj told = VendorReply.object("{\"a\":18.0,\"b\":18,\"c\":1.5,\"d\":\"18\"}");

    assertThat(ReplyFields.number(told, "a")).isEqualTo(18);
    assertThat(ReplyFields.number(told, "b")).isEqualTo(18);
    assertThat(ReplyFields.number(told, "c")).isZero();
    assertThat(ReplyFields.number(told, "d")).isZero();
    assertThat(ReplyFields.number(told, "e")).isZero();
  }

  @Test
  void readsVectors() {
    assertThat(JsonVectors.read(VendorReply.value(reply("[[1,0.5],[2.0,3]]"))))
        .containsExactly(List.of(1f, 0.5f), List.of(2f, 3f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "[[]]", "[[\"1\"]]", "[1]", "null"})
  void whatIsNoListOfVectorsIsUnreadable(String text) {
    Json value = VendorReply.value(reply(text));

    Failures.expect(FailureCode.UNAVAILABLE, () -> JsonVectors.read(value));
  }

  private static WireResponse reply(String text) {
    return new WireResponse(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }
}
