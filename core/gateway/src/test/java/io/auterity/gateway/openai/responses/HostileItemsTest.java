package io.auterity.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.Slips;
import io.auterity.gateway.openai.Bodies;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever callers send is read or refused in words. */
class HostileItemsTest {

  private static final List<String> BODIES =
      List.of(
          "{'model':'m','input':'hi','reasoning':{'effort':'low','summary':'auto'},'store':false}",
          "{'model':'m','input':[{'role':'user','content':[{'type':'input_text','text':'a'},"
              + "{'type':'input_image','image_url':'https://e.org/a.png'}]},{'type':'reasoning',"
              + "'summary':[{'type':'summary_text','text':'b'}],'encrypted_content':'auterity:e30='},"
              + "{'type':'function_call','call_id':'c','name':'f','arguments':'{}',"
              + "'auterity_extra':{'x':{}}},"
              + "{'type':'function_call_output','call_id':'c','output':[]}]}",
          "{'model':'m','input':'hi','tools':[{'type':'function','name':'f','parameters':{}}],"
              + "'tool_choice':{'type':'allowed_tools','mode':'auto','tools':[]},'text':{'format':"
              + "{'type':'json_schema','name':'n','schema':{}}},'metadata':{},'include':[]}");

  @Provide
  Arbitrary<byte[]> slips() {
    return Slips.in(Arbitraries.of(BODIES).map(body -> body.replace('\'', '"')));
  }

  @Property(tries = 2_000)
  void aSlipIsReadOrRefused(@ForAll("slips") byte[] body) {
    assertThat(failure(body))
        .isIn(null, FailureCode.INVALID, FailureCode.UNSUPPORTED, FailureCode.TOO_LARGE);
  }

  private static @Nullable FailureCode failure(byte[] body) {
    try {
      var _ = Asked.FORM.read(Question.of(body, name -> null), (responses, read) -> Map.of());
      return null;
    } catch (CallFailedException e) {
      return e.failure().code();
    }
  }

  @Test
  void naughtyStringsAreTextLikeAnyOther() throws IOException {
    Json.Arr strings =
        (Json.Arr)
            Bodies.JSON.read(Files.readAllBytes(Repository.shared("corpora/blns/blns.json")));

    assertThat(strings.items()).hasSizeGreaterThan(400);
    for (Json one : strings.items()) {
      String text = ((Json.Str) one).value();
      Json.Obj body = Json.EMPTY.with("model", Json.of("m")).with("input", one);

      assertThat(
              Asked.FORM
                  .read(
                      Question.of(JsonWriter.bytes(body), name -> null),
                      (responses, read) -> Map.of())
                  .chat()
                  .request()
                  .messages())
          .containsExactly(Message.text(Role.USER, text));
    }
  }

  @Test
  void itemsOfTooManyResponsesAreRefusedBeforeAnyIsRead() {
    String named =
        IntStream.range(0, 201)
            .mapToObj(
                "{\"type\":\"item_reference\",\"id\":\"msg_0123456789ab7def8123456789ab%04x_0\"}"
                    ::formatted)
            .collect(Collectors.joining(","));
    Question question =
        Question.of(
            "{\"model\":\"m\",\"input\":[%s]}".formatted(named).getBytes(StandardCharsets.UTF_8),
            name -> null);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                Asked.FORM.read(
                    question,
                    (responses, read) -> {
                      throw new AssertionError("read " + responses.size());
                    }))
        .satisfies(e -> assertThat(e.failure().fields()).containsKey("input[200]"));
  }
}
