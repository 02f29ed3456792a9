package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.platform.call.Script;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How rates stand is told in the headers of each dialect's vendor. */
class RateHeadersTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";
  private static final String PLAIN =
      "{'model':'gpt','max_tokens':9,'messages':[{'role':'user','content':'hi'}]}";
  private static final String STREAMED =
      "{'model':'gpt','stream':true,'messages':[{'role':'user','content':'hi'}]}";
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.250Z");
  private static final RateStanding BOTH =
      new RateStanding(
          new Rate(600, 599, Duration.ofMillis(63_750)),
          new Rate(200_000, 195_000, Duration.ofMinutes(6)),
          AT);
  private static final ChatResponse ANSWER = RunningGateway.HELLO;
  private static final Map<String, String> OPENAI =
      Map.of(
          "x-ratelimit-limit-requests", "600",
          "x-ratelimit-remaining-requests", "599",
          "x-ratelimit-reset-requests", "1m3.75s",
          "x-ratelimit-limit-tokens", "200000",
          "x-ratelimit-remaining-tokens", "195000",
          "x-ratelimit-reset-tokens", "6m0s");

  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private Map<String, String> told(String path, String body) throws Exception {
    HttpResponse<String> response = gateway.send(gateway.post(path, body));
    Map<String, String> told = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.contains("ratelimit")) {
                told.put(name, values.getFirst());
              }
            });
    return told;
  }

  private void answers(@Nullable RateStanding rates) {
    gateway.script.answer(
        call -> {
          Script.Play play = new Script.Play(call.id());
          return (rates == null ? play : play.paced(rates)).succeed(ANSWER);
        });
  }

  @Test
  void answersTellThemAsTheVendorOfTheDialectDoes() throws Exception {
    answers(BOTH);

    assertThat(told(CHAT, PLAIN)).isEqualTo(OPENAI);
    assertThat(told(MESSAGES, PLAIN))
        .isEqualTo(
            Map.of(
                "anthropic-ratelimit-requests-limit", "600",
                "anthropic-ratelimit-requests-remaining", "599",
                "anthropic-ratelimit-requests-reset", "2026-11-22T10:01:04Z",
                "anthropic-ratelimit-tokens-limit", "200000",
                "anthropic-ratelimit-tokens-remaining", "195000",
                "anthropic-ratelimit-tokens-reset", "2026-11-22T10:06:01Z"));
    assertThat(told("/api/chat", "{'model':'gpt','stream':false,'messages':[]}"))
        .as("of Ollama, which has none")
        .isEmpty();
  }

  @Test
  void nothingIsToldWhereNoRateCovers() throws Exception {
    answers(null);

    assertThat(told(CHAT, PLAIN)).isEmpty();
    answers(new RateStanding(null, BOTH.tokens(), AT));
    assertThat(told(CHAT, PLAIN)).hasSize(3).containsKey("x-ratelimit-limit-tokens");
  }

  @Test
  void aStreamTellsThemBeforeItsFirstPiece() throws Exception {
    gateway.script.answer(
        call ->
            new Script.Play(call.id())
                .paced(BOTH)
                .say(new ChatEvent.PartDelta(0, new Part.Text("hi")))
                .say(new ChatEvent.Finished(FinishReason.STOP))
                .succeed(null));

    assertThat(told(CHAT, STREAMED)).isEqualTo(OPENAI);
  }

  @Test
  void aRefusalTellsThemBesideTheTimeToWait() throws Exception {
    Failure refused =
        Failure.of(FailureCode.RATE_LIMITED, "quota 'q'").withRetryAfter(Duration.ofMillis(1_200));
    gateway.script.answer(
        call ->
            new Script.Play(call.id()).paced(BOTH).end(new Outcome.Refused(call.id(), refused)));

    for (String body : List.of(PLAIN, STREAMED)) {
      HttpResponse<String> response = gateway.send(gateway.post(CHAT, body));
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).hasValue("2");
      assertThat(response.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("599");
    }
  }

  @Test
  void ofSeveralPromptsTheTightestCounts() {
    RateStanding tighter =
        new RateStanding(
            new Rate(600, 598, Duration.ZERO),
            new Rate(200_000, 195_000, Duration.ofMinutes(7)),
            AT);

    RateStanding told = RateStanding.tighter(BOTH, tighter);

    assertThat(told).isEqualTo(tighter);
    assertThat(RateStanding.tighter(null, BOTH)).isEqualTo(BOTH);
    assertThat(RateStanding.tighter(BOTH, null)).isEqualTo(BOTH);
  }
}
