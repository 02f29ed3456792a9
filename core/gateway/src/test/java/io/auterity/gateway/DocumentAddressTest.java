package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.catalogue.Payload;
import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessagesCodec;
import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a document that a caller of each dialect names by its address. */
class DocumentAddressTest {

  private static final MessagesCodec FETCHES =
      new MessagesCodec(
          new AnthropicEndpoint(URI.create("https://a.example/v1/"), "2023-06-01", List.of(), 99));
  private static final ChatCodec FETCHES_NONE =
      new ChatCodec(
          new OpenAiEndpoint(URI.create("https://o.example/v1/"), "max_completion_tokens"));

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
        "/v1/chat/completions | {'model':'m','messages':[{'role':'user','content':["
            + "{'type':'file','file':{'file_url':'https://x.example/a.pdf'}}]}]}",
        "/v1/messages | {'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
            + "{'type':'document','source':{'type':'url','url':'https://x.example/a.pdf'}}]}]}",
        "/v1/responses | {'model':'m','input':[{'role':'user','content':["
            + "{'type':'input_file','file_url':'https://x.example/a.pdf'}]}]}",
        "/v1beta/models/m:generateContent | {'contents':[{'parts':["
            + "{'fileData':{'mimeType':'application/pdf','fileUri':'https://x.example/a.pdf'}}]}]}"
      })
  void itGoesToWhoFetchesItAndToNobodyElse(String path, String body) throws Exception {
    gateway.script.succeed(
        new ChatResponse(
            "1", "m", List.of(new Part.Text("hi")), FinishReason.STOP, TokenUsage.NONE, null));

    assertThat(gateway.send(gateway.post(path, body)).statusCode()).isEqualTo(200);

    ChatRequest asked = asked();
    assertThat(new String(FETCHES.encode(asked).body(), UTF_8))
        .contains("\"source\":{\"type\":\"url\",\"url\":\"https://x.example/a.pdf\"}");
    assertThat(MessagesCodec.lossy(asked)).isEmpty();
    CallFailedException refused =
        catchThrowableOfType(CallFailedException.class, () -> FETCHES_NONE.encode(asked));
    assertThat(refused.failure().code()).isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(refused.failure().message()).contains("a file by its address", "send its bytes");
  }

  private ChatRequest asked() {
    return switch (gateway.script.invocations().getLast().input()) {
      case Payload.OfWire wire -> wire.whole();
      case Payload.OfRecord(Record value) -> (ChatRequest) value;
      case Payload.OfJson json -> throw new AssertionError(json);
    };
  }
}
