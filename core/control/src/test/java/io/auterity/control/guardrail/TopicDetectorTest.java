package io.auterity.control.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.PieceStream;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Told;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextEmbedder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicDetectorTest {

  private static final TenantScope ACME = TenantScope.authenticated(new UUID(0, 1));
  private static final String SHARES =
      "{'name': 'money', 'description': 'shares', 'examples': ['shares', 'shares of it']}";
  private static final String LONG = " one two three four five six seven eight nine ten. ";

  private final Guardrails guardrails = new Guardrails((done, way) -> {});
  private final List<String> read = new ArrayList<>();
  private @Nullable TextEmbedder embedder = new Words(TopicDetector.MODEL);
  private final PromptInjectionClassifier head = new PromptInjectionClassifier(() -> null);
  private final GuardrailKind kind =
      new GuardrailKind(
          guardrails,
          new GuardrailAccess(
              binding -> {
                throw new IllegalStateException("nothing is asked");
              },
              (scope, name, hosts) -> name,
              new ManualTime()),
          head,
          () -> embedder);

  /** A text about shares, votes or both goes that way; others go a way of their own. */
  private final class Words implements TextEmbedder {

    private final String model;

    private Words(String model) {
      this.model = model;
    }

    @Override
    public String model() {
      return model;
    }

    @Override
    public int dimension() {
      return 3;
    }

    @Override
    public float[] embed(String text) {
      read.add(text);
      float shares = text.contains("shares") ? 1 : 0;
      float votes = text.contains("votes") ? 1 : 0;
      float length = (float) Math.sqrt(Math.max(1, shares + votes));
      return new float[] {
        shares / length, votes / length, shares + votes == 0 ? 1 : 0,
      };
    }
  }

  @Test
  void anExcerptIsNearATopicAsItIsToTheThreeNearestOfItsSentences() {
    TopicDetector topicDetector =
        new TopicDetector(
            List.of(
                new TopicDetector.Topic("far", "x", List.of("shares"), 0.9),
                new TopicDetector.Topic(
                    "near", "shares", List.of("shares", "x", "shares", "y"), 0.9),
                new TopicDetector.Topic("votes", "votes", List.of(), 0.5)),
            () -> embedder);

    assertThat(topicDetector.match("buy shares"))
        .isEqualTo(new TopicDetector.Match("near", 1, true));
    assertThat(topicDetector.match("votes").topic()).isEqualTo("votes");
    assertThat(topicDetector.match("shares and votes").topic()).isEqualTo("votes");
    assertThat(topicDetector.match("the weather").about()).isFalse();
  }

  @Test
  void theSameExcerptIsReadOnce() {
    TopicDetector topicDetector =
        new TopicDetector(
            List.of(new TopicDetector.Topic("a", "votes", List.of(), 0.5)), () -> embedder);
    topicDetector.match("a text");
    topicDetector.match("a text");

    assertThat(read).containsExactly("votes", "a text");
  }

  @Test
  void topicsAreReadByTheModelThatTheyWereMeasuredWith() {
    assertThat(TopicDetector.fits(new Words(TopicDetector.MODEL))).isTrue();
    assertThat(TopicDetector.fits(new Words("other"))).isFalse();
  }

  @Test
  void aTopicIsBlockedEitherWayAndTheDecisionTellsHowNearItWas() {
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'block'");
    CallGuard guard = guard();

    assertThat(request(guard, "the weather")).isEqualTo("the weather");
    assertThatThrownBy(() -> request(guard, "buy shares"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("guardrail topics refuses the request: it finds money");
    assertThat(told(guard, Way.REQUEST).reason()).isEqualTo("topics: 1 money (1.00) blocked.");
    assertThatThrownBy(() -> streamed(guard(), "sell sha", "res")).hasMessageContaining("answer");
  }

  @Test
  void whatIsMaskedIsTheExcerptAndNoMore() {
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'restore'");
    CallGuard guard = guard();
    String text = "hello" + LONG + "now shares" + LONG + "bye";

    String masked = request(guard, text);

    assertThat(masked).isEqualTo("hello" + LONG + "[money_1] bye");
    assertThat(streamed(guard, "so ", "[money_1", "]"))
        .isEqualTo("so now shares" + LONG.stripTrailing());
  }

  @Test
  void whereItCannotLookTheRuleSaysWhatHappens() {
    embedder = null;
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'watch'");
    assertThat(catchThrowableOfType(CallFailedException.class, () -> request(guard(), "x")))
        .hasMessageContaining("cannot look (unavailable)");

    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'watch', 'onError': 'pass'");
    CallGuard guard = guard();
    assertThat(request(guard, LONG + LONG)).isEqualTo(LONG + LONG);
    assertThat(told(guard, Way.REQUEST))
        .isEqualTo(new Told("not looked at", "topics could not look (unavailable)."));
  }

  @Test
  void aTextOfTooManyExcerptsIsNotReadToItsEnd() {
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'watch'");
    String fits = LONG.repeat(TopicDetector.MOST_EXCERPTS);
    assertThat(request(guard(), fits)).isEqualTo(fits);

    assertThat(
            catchThrowableOfType(
                CallFailedException.class, () -> request(guard(), fits + "and more")))
        .hasMessageContaining("cannot look (too_large)");
    assertThat(
            catchThrowableOfType(
                    CallFailedException.class,
                    () ->
                        new GuardrailTrial(guardrails, head)
                            .of(ACME, "topics", fits + "and more", false))
                .failure()
                .code())
        .isEqualTo(FailureCode.TOO_LARGE);
  }

  @Test
  void aTrialTellsWhereATopicStandsAndHowNear() {
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'block'");

    assertThat(new GuardrailTrial(guardrails, head).of(ACME, "topics", LONG + "shares!", false))
        .containsExactly(
            new GuardrailTrial.Found("topics", "money", LONG.length(), LONG.length() + 7, 1.0));
  }

  @Test
  void namesOfTopicsAreTheirOwnAndTopicsAreNotAllowed() {
    List<Problem> problems =
        problems("'find': {'topics': [" + SHARES + ", " + SHARES + "]}, 'act': 'allow'");

    assertThat(problems.stream().map(Problem::path)).containsExactly("find.topics[1].name", "act");
  }

  @Property(tries = 200)
  void aStreamIsJudgedAsTheWholeText(
      @ForAll("said") String text, @ForAll @IntRange(min = 1, max = 7) int step) {
    rule("'find': {'topics': [" + SHARES + "]}, 'act': 'mask'");
    CallGuard whole = guard();
    CallGuard streamed = guard();

    String out = streamed(streamed, text.split("(?<=\\G.{" + step + "})", -1));

    assertThat(out)
        .isEqualTo(whole.judge(Way.ANSWER, List.of(new Piece(Place.WORDS, text))).getFirst());
    assertThat(streamed.told(Way.ANSWER)).isEqualTo(whole.told(Way.ANSWER));
  }

  @Provide
  Arbitrary<String> said() {
    return Arbitraries.of("shares", " ", "votes. ", "word ", LONG, "a b c d ")
        .list()
        .ofMaxSize(20)
        .map(all -> String.join("", all));
  }

  private void rule(String spec) {
    Json.Obj whole = json("'on': ['request', 'answer'], " + spec);
    assertThat(JsonSchema.of(kind.schema()).check(whole)).isEmpty();
    assertThat(problems(spec)).isEmpty();
    kind.applied(ACME, new Resource("guardrail", "topics", 1, whole, Instant.EPOCH));
  }

  private List<Problem> problems(String spec) {
    Json.Obj whole = json("'on': ['request'], " + spec);
    return kind.check(ACME, "topics", whole, new ResourceSet(List.of()));
  }

  private static Json.Obj json(String fields) {
    String text = "{" + fields.replace('\'', '"') + "}";
    return new JsonReader(100_000).readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private CallGuard guard() {
    GuardedCall call = new GuardedCall("ai.chat.create", null, Map.of(), true, Patience.ENDLESS);
    return Objects.requireNonNull(guardrails.guarding(ACME, call));
  }

  private static Told told(CallGuard guard, Way way) {
    return Objects.requireNonNull(guard.told(way));
  }

  private static String request(CallGuard guard, String text) {
    return guard.judge(Way.REQUEST, List.of(new Piece(Place.WORDS, text))).getFirst();
  }

  private static String streamed(CallGuard guard, String... pieces) {
    PieceStream stream = guard.stream();
    StringBuilder out = new StringBuilder();
    for (String piece : pieces) {
      out.append(stream.take(piece));
    }
    return out.append(stream.finish()).toString();
  }
}
