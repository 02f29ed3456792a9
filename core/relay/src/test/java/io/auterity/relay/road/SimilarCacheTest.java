package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.answer.Chats;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chats that are answered with answers to others that ask the same in other words. */
@Timeout(60)
class SimilarCacheTest extends RoadFixture {

  private static final String HOW = "How do I reset my password?";
  private static final String OTHER_WORDS = "Could you tell me how to reset my password?";

  private int vectors;

  @BeforeEach
  void aRouteThatAsksForSimilarOnes() {
    road.providers.add(ai("gpt"));
    road.embedder = embedder(0.95F);
    route("'exact': '1h', 'semantic': {'ttl': '30m', 'threshold': 0.85}");
  }

  private void route(String cache) {
    road.route("r", "{'use': ['gpt'], 'cache': {%s}}".formatted(cache));
  }

  /** All texts are as near to the one that was first asked. */
  private TextEmbedder embedder(float nearness) {
    return new TextEmbedder() {
      @Override
      public String model() {
        return "m";
      }

      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public float[] embed(String text) {
        vectors++;
        return text.equals(HOW)
            ? new float[] {1, 0}
            : new float[] {nearness, (float) Math.sqrt(1 - nearness * nearness)};
      }
    };
  }

  private static ChatRequest chat(Message... messages) {
    return Chats.asking(List.of(messages));
  }

  private static ChatRequest chat(String words) {
    return chat(Message.text(Role.SYSTEM, "Be brief."), Message.text(Role.USER, words));
  }

  private String ask(ChatRequest request) {
    return ask(request, CacheDirectives.NONE);
  }

  private String ask(String words, CacheDirectives wish) {
    return ask(chat(words), wish);
  }

  private String ask(ChatRequest request, CacheDirectives wish) {
    road.providers.does("gpt", answers(Chats.saying("answer " + road.providers.called.size())));
    Outcome outcome =
        road.invoke(road.call("ai.chat.create", Payload.of(request), null).wishing(wish));
    ChatResponse answer =
        (ChatResponse) Objects.requireNonNull(((Outcome.Succeeded) outcome).value());
    return ((Part.Text) answer.parts().getFirst()).text();
  }

  private String ask(String words) {
    return ask(chat(words));
  }

  private StageMark mark() {
    return road.decision().stages().stream()
        .filter(one -> one.stage() == Stage.CACHE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameInOtherWordsIsAnsweredAndExplained() {
    assertThat(ask(HOW)).isEqualTo("answer 0");
    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 0");

    CacheHit hit = Objects.requireNonNull(road.decision().cached());
    assertThat(hit.similar()).isTrue();
    assertThat(hit.similarity()).isBetween(0.9499, 0.9501);
    assertThat(mark().verdict()).isEqualTo("similar");
    assertThat(mark().reason())
        .contains("similarity is 0.950 of at least 0.850")
        .doesNotContain("password");
    assertThat(road.differences()).isEmpty();
    AnswerCache.RouteFigures told = road.cache.figures(road.tenant).getFirst();
    assertThat(told.counts().similar()).isEqualTo(1);
    assertThat(told.counts().hits()).isZero();
    assertThat(road.cache.bytes()).isEqualTo(told.held().bytes());
  }

  @Test
  void whatAQuestionTakesGrowsWithTheVectorsThatAreMadeOfIt() {
    ask(HOW);
    long before = road.cache.bytes();
    ask(HOW);
    assertThat(road.cache.bytes()).isEqualTo(before);

    ask(OTHER_WORDS);

    assertThat(vectors).isPositive();
    assertThat(road.cache.bytes()).isGreaterThan(before);
    assertThat(road.cache.bytes())
        .isEqualTo(road.cache.figures(road.tenant).getFirst().held().bytes());
  }

  @Test
  void aStreamIsToldThatItIsSimilar() {
    ask(HOW);

    Exchange stream = road.open("ai.chat.stream", chat(OTHER_WORDS));

    assertThat(drain(stream)).hasSizeGreaterThan(2);
    assertThat(stream.cached()).isEqualTo(new CacheStatus(CacheStatus.Kind.SIMILAR, Duration.ZERO));
  }

  @Test
  void anEqualOneIsAHitAndNeedsNoVector() {
    ask(HOW);
    ask(HOW);

    assertThat(Objects.requireNonNull(road.decision().cached()).similarity()).isNull();
    assertThat(mark().verdict()).isEqualTo("hit");
    assertThat(vectors).isZero();
  }

  @Test
  void whatIsNearButSaysSomethingElseIsAskedAnew() {
    ask(HOW);

    assertThat(ask("How do I reset my alarm?")).isEqualTo("answer 1");
    assertThat(vectors).isZero();
    assertThat(ask("Can I reset my password?")).isEqualTo("answer 2");
    assertThat(mark().reason()).contains("the nearest asks for another thing");
  }

  @Test
  void whatIsNotNearEnoughIsAskedAnew() {
    route("'semantic': {'ttl': '30m', 'threshold': 0.96}");
    ask(HOW);

    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 1");
    assertThat(mark().verdict()).isEqualTo("miss");
  }

  @Test
  void unlessARouteSaysHowNearWordsAloneAreCompared() {
    route("'semantic': {'ttl': '30m'}");
    ask(HOW);

    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 0");
    assertThat(mark().reason()).contains("mean the same").doesNotContain("similarity");
    assertThat(Objects.requireNonNull(road.decision().cached()).similarity()).isNull();
    assertThat(mark().verdict()).isEqualTo("similar");
    assertThat(ask("Can I reset my password?")).isEqualTo("answer 1");
    road.embedder = null;
    assertThat(ask("Tell me how to reset my password")).isEqualTo("answer 0");
    assertThat(vectors).isZero();
  }

  @Test
  void ofWordsAloneTheSameLettersComeFirstAndThenTheNewest() {
    route("'semantic': {'ttl': '30m'}");
    ask(HOW);
    assertThat(ask(OTHER_WORDS, CacheDirectives.of("no-cache"))).isEqualTo("answer 1");

    assertThat(ask("Tell me how to reset my password")).isEqualTo("answer 1");
    assertThat(ask("how do I reset my password")).isEqualTo("answer 0");
  }

  @Test
  void allElseMustBeEqual() {
    ask(HOW);

    assertThat(ask(chat(Message.text(Role.USER, OTHER_WORDS)))).isEqualTo("answer 1");
    assertThat(
            ask(chat(Message.text(Role.SYSTEM, "Be long."), Message.text(Role.USER, OTHER_WORDS))))
        .isEqualTo("answer 2");
    assertThat(ask(chat(OTHER_WORDS).withModel("n"))).isEqualTo("answer 3");
  }

  @Test
  void whoMayCallToolsIsAskedToTheLetter() {
    Tool tool = new Tool("reset", "Resets.", Json.EMPTY);
    ask(withTool(HOW, tool));

    assertThat(ask(withTool(OTHER_WORDS, tool))).isEqualTo("answer 1");
  }

  private static List<Record> drain(Exchange exchange) {
    List<Record> events = new ArrayList<>();
    try (exchange) {
      for (Record event = exchange.next(); event != null; event = exchange.next()) {
        events.add(event);
      }
    }
    return events;
  }

  private static ChatRequest withTool(String words, @Nullable Tool tool) {
    List<Message> messages = List.of(Message.text(Role.USER, words));
    List<Tool> tools = tool == null ? null : List.of(tool);
    return ChatRequest.builder("m", messages).tools(tools).build();
  }

  @Test
  void itsTimeIsItsOwn() {
    ask(HOW);
    road.time.advance(Duration.ofMinutes(31));

    assertThat(ask(HOW)).isEqualTo("answer 0");
    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 1");
  }

  @Test
  void equalOnesAreAnsweredWhereOnlySimilarOnesAreWanted() {
    route("'semantic': {'ttl': '30m'}");
    ask(HOW);

    assertThat(ask(HOW)).isEqualTo("answer 0");
  }

  @Test
  void whatWasAskedInTheSameWordsBeforeNeedsNoVectorAgain() {
    ask(HOW);
    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 0");
    int made = vectors;

    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 0");
    assertThat(vectors).isEqualTo(made);

    assertThat(ask("Tell me how to reset my password")).isEqualTo("answer 0");
    assertThat(vectors).isEqualTo(made + 1);
  }

  @Test
  void aQuestionThatIsComparedWithSeveralNeedsOneVector() {
    route("'semantic': {'ttl': '30m', 'threshold': 0.96}");
    ask(HOW);
    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 1");
    int made = vectors;

    assertThat(ask("Tell me how to reset my password")).isEqualTo("answer 1");
    assertThat(vectors).as("its own and that of the second").isEqualTo(made + 2);
  }

  @Test
  void withoutAModelOrWithABrokenOneItIsAMiss() {
    ask(HOW);
    road.embedder = null;
    assertThat(ask("Tell me how to reset my password")).isEqualTo("answer 1");

    road.embedder =
        new TextEmbedder() {
          @Override
          public String model() {
            return "broken";
          }

          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public float[] embed(String text) {
            throw new CallFailedException(FailureCode.UNAVAILABLE, "no model");
          }
        };
    assertThat(ask("Please tell me how to reset my password")).isEqualTo("answer 2");
  }

  @Test
  void aPurgeForgetsThemToo() {
    ask(HOW);

    road.cache.purge(road.tenant, "r");

    assertThat(ask(OTHER_WORDS)).isEqualTo("answer 1");
  }

  @Test
  void anotherPrincipalIsNotGivenThem() {
    ask(HOW);

    road.providers.does("gpt", fails(DOWN));
    road.invoke("ai.chat.create", chat(OTHER_WORDS), new UUID(0, 99));

    assertThat(road.decision().cached()).isNull();
  }
}
