package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Script;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each door ends answers with a word of its own dialect, with the vendor's beside it. */
class FinishWordsTest {

  private static final Pattern WORD =
      Pattern.compile("\"(?:finish_reason|stop_reason|finishReason|done_reason)\":\"([^\"]*)\"");

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/v1/messages | {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}"
            + " | end_turn max_tokens stop_sequence tool_use pause_turn refusal"
            + " model_context_window_exceeded",
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}]}"
            + " | stop length tool_calls content_filter function_call",
        "/v1/completions | {'model':'m','prompt':'hi'} | stop length content_filter",
        "/v1/responses | {'model':'m','input':'hi'} | none",
        "/v1beta/models/m:generateContent | {'contents':[{'parts':[{'text':'hi'}]}]}"
            + " | STOP MAX_TOKENS SAFETY RECITATION LANGUAGE OTHER BLOCKLIST PROHIBITED_CONTENT SPII",
        "/api/chat | {'model':'m','messages':[{'role':'user','content':'hi'}]} | stop length"
      })
  void wholeAndStreamed(String path, String body, String list) throws Exception {
    Set<String> words = Set.of(list.split(" "));
    for (FinishReason reason : FinishReason.values()) {
      for (String detail : new String[] {null, "LANGUAGE", "eos_token"}) {
        for (boolean stream : List.of(false, true)) {
          String answer = answered(path, body, reason, detail, stream);

          assertThat(words(answer)).as(answer).isSubsetOf(words);
          assertThat(words(answer).isEmpty()).isEqualTo(path.equals("/v1/responses"));
          if (reason == FinishReason.OTHER && detail != null) {
            assertThat(answer).contains("\"" + detail + "\"");
          }
        }
      }
    }
  }

  private String answered(
      String path, String body, FinishReason reason, String detail, boolean stream)
      throws Exception {
    List<Part> said = List.of(new Part.Text("ok"));
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.PartDelta(0, said.getFirst()))
                .say(new ChatEvent.Finished(reason, detail, null))
                .succeed(new ChatResponse("", "", said, reason, TokenUsage.NONE, null, detail)));
    String asked =
        stream ? path.replace(":generateContent", ":streamGenerateContent?alt=sse") : path;
    String wanted = path.startsWith("/v1beta") ? "{" : "{'stream':%s,".formatted(stream);
    return gateway.send(gateway.post(asked, body.replaceFirst("\\{", wanted))).body();
  }

  private static Set<String> words(String answer) {
    return WORD.matcher(answer).results().map(FinishWordsTest::word).collect(Collectors.toSet());
  }

  private static String word(MatchResult found) {
    return found.group(1);
  }
}
