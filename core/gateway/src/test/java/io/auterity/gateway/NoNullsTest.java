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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No door says null of a field of which its own vendor never does. */
class NoNullsTest {

  private static final Pattern NULL = Pattern.compile("\"([a-z_A-Z]+)\":null");

  private static final List<Part> SAID =
      List.of(
          new Part.Reasoning("hm", null),
          new Part.Text("Paris."),
          new Part.Citation("Paris", "https://example.com/paris", null),
          new Part.Image("https://example.com/p.png", null, null),
          new Part.ToolCall("c1", "add", "{}"));

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
            + " | stop_reason stop_sequence",
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}]}"
            + " | content refusal logprobs finish_reason",
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':'hi'}],"
            + "'stream_options':{'include_usage':true}}"
            + " | content refusal logprobs finish_reason usage",
        "/v1/completions | {'model':'m','prompt':'hi'} | logprobs finish_reason",
        "/v1/responses | {'model':'m','input':'hi','tools':[{'type':'function','name':'add'}]}"
            + " | error incomplete_details instructions max_output_tokens previous_response_id",
        "/v1beta/models/m:generateContent | {'contents':[{'parts':[{'text':'hi'}]}]} | ~~",
        "/api/chat | {'model':'m','messages':[{'role':'user','content':'hi'}]} | ~~"
      })
  void wholeAndStreamed(String path, String body, String allowed) throws Exception {
    Set<String> nullable = Set.of(allowed.split(" "));
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .say(new ChatEvent.Started("", ""))
                .say(new ChatEvent.PartDelta(0, SAID.get(0)))
                .say(new ChatEvent.PartDelta(1, SAID.get(1)))
                .say(new ChatEvent.PartDelta(2, SAID.get(2)))
                .say(new ChatEvent.PartDelta(3, SAID.get(3)))
                .say(new ChatEvent.PartDelta(4, SAID.get(4)))
                .say(new ChatEvent.Finished(FinishReason.TOOL_CALLS))
                .succeed(
                    new ChatResponse(
                        "", "", SAID, FinishReason.TOOL_CALLS, TokenUsage.NONE, null)));

    for (boolean stream : List.of(false, true)) {
      String answer =
          gateway.send(gateway.post(asked(path, stream), told(path, body, stream))).body();

      assertThat(answer).contains("Paris.");
      assertThat(nulls(answer)).as(answer).isSubsetOf(nullable);
    }
  }

  private static String asked(String path, boolean stream) {
    return stream ? path.replace(":generateContent", ":streamGenerateContent?alt=sse") : path;
  }

  private static String told(String path, String body, boolean stream) {
    String wanted = path.startsWith("/v1beta") ? "{" : "{'stream':%s,".formatted(stream);
    String plain = stream ? body : body.replace(",'stream_options':{'include_usage':true}", "");
    return plain.replaceFirst("\\{", wanted);
  }

  private static Set<String> nulls(String answer) {
    Matcher found = NULL.matcher(answer);
    return found.results().map(one -> one.group(1)).collect(Collectors.toSet());
  }
}
