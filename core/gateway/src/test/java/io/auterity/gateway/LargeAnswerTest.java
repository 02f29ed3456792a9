package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Script;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A large answer leaves in pieces, so that its memory is held while its caller takes it. */
class LargeAnswerTest {

  private static final String ASKED =
      "{'model':'fast','messages':[{'role':'user','content':'hi'}]}";

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void itArrivesWholeAndWithItsLength() throws Exception {
    String text = "0123456789".repeat(300_000);
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .succeed(
                    new ChatResponse(
                        "c-1",
                        "fast",
                        List.of(new Part.Text(text)),
                        FinishReason.STOP,
                        TokenUsage.NONE,
                        null)));

    HttpResponse<String> answer = gateway.send(gateway.post("/v1/chat/completions", ASKED));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(text);
    assertThat(answer.headers().firstValueAsLong("content-length"))
        .hasValue(answer.body().length());
  }
}
