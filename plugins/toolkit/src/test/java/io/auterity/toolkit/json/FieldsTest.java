package io.auterity.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FieldsTest {

  private final Fields fields =
      Fields.of(
          (Json.Obj) JsonUtf8.read("{\"t\":\"x\",\"n\":2,\"l\":[\"a\"],\"o\":{},\"z\":null}"));

  @Test
  void readsFieldsOfTheirTypes() {
    assertThat(fields.text("t")).isEqualTo("x");
    assertThat(fields.optionalNumber("n")).contains(2.0);
    assertThat(fields.texts("l")).containsExactly("a");
    assertThat(fields.object("o")).isEqualTo(Json.EMPTY);
  }

  @Test
  void nullIsAsGoodAsAbsent() {
    for (String name : new String[] {"z", "absent"}) {
      assertThat(fields.optionalText(name)).isEmpty();
      assertThat(fields.optionalNumber(name)).isEmpty();
      assertThat(fields.texts(name)).isEmpty();
      assertThat(fields.object(name)).isEqualTo(Json.EMPTY);
    }
  }

  @Test
  void namesTheFieldAtFault() {
    assertThat(refusal(() -> fields.text("absent")).message()).isEqualTo("absent is missing");
    assertThat(refusal(() -> fields.text("n")).message()).isEqualTo("n must be text");
    assertThat(Failures.field(() -> fields.optionalNumber("t"))).isEqualTo("t");
    assertThat(Failures.field(() -> fields.texts("t"))).isEqualTo("t");
    assertThat(Failures.field(() -> fields.object("l"))).isEqualTo("l");
  }

  private static Failure refusal(ThrowingCallable action) {
    return Failures.expect(FailureCode.INVALID, action);
  }
}
