package io.auterity.provider.target;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.spi.AnswerSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Test;

class CompiledAnswerSchemaTest {

  private static final Json.Obj SCHEMA =
      json(
          "{'type':'object','required':['reply','sure'],'properties':{'reply':{'type':'string'},"
              + "'sure':{'type':'number','maximum':1},'state':{'enum':['OPEN','CLOSED']}}}");

  private static final ChatConstraints NARROW =
      ChatConstraints.of(json("{'answers':{'closed':true,'without':['maximum']}}"));

  @Test
  void anAnswerIsHeldToTheSchemaAsItWasGiven() {
    AnswerSchema schema = CompiledAnswerSchema.of(SCHEMA, NARROW);

    assertThat(schema.fitted().toString()).doesNotContain("\"maximum\":").contains("maximum: 1");
    assertThat(schema.problems(json("{'reply':'x','sure':0.5,'more':1}"))).isEmpty();
    assertThat(schema.problems(json("{'sure':2}")))
        .anySatisfy(problem -> assertThat(problem).startsWith("sure: "))
        .contains("reply: is required; add it");
    assertThat(schema.problems(json("{'reply':'x','sure':1,'state':'OPENED'}")))
        .containsExactly("state: must be one of OPEN, CLOSED; did you mean 'OPEN'?");
  }

  @Test
  void aSchemaGoesAsItIsToAVendorThatTakesAll() {
    assertThat(CompiledAnswerSchema.of(SCHEMA, ChatConstraints.ANY).fitted()).isSameAs(SCHEMA);
  }

  @Test
  void whatIsNoSchemaIsRefusedByItsPlace() {
    CallFailedException refused =
        catchThrowableOfType(
            CallFailedException.class,
            () ->
                CompiledAnswerSchema.of(
                    json("{'type':'object','properties':{'a':{'type':'text'}}}"),
                    ChatConstraints.ANY));

    assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID);
    assertThat(refused.failure().message()).startsWith("schema.properties.a.type: ");
    assertThat(refused.failure().fields()).containsOnlyKeys("schema.properties.a.type");
  }
}
