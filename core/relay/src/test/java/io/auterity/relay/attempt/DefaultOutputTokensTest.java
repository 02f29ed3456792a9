package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultOutputTokensTest {

  private static final ProviderInfo PRICED =
      Fleet.withPrices(
          Fleet.ai("gpt"),
          Map.of("input_tokens", Fleet.perMillion(1), "output_tokens", Fleet.perMillion(1)));

  private static final ChatRequest ANY = request("hi", null, null);

  @Test
  void anAnswerMayBeAsLongAsItsModelCanMakeItWhileThereIsRoom() {
    DefaultOutputTokens room = room(request("hi", null, null), offer(null, 16_000L));

    assertThat(limit(room, 4 * 16_000L)).isEqualTo(16_000);
    assertThat(room.shortens(16_000)).isFalse();
    assertThat(limit(room, 4 * 10_000L)).isEqualTo(10_000);
    assertThat(room.shortens(10_000)).isTrue();
    assertThat(limit(room, 0)).isEqualTo(4_096);
  }

  @Test
  void noLimitIsInventedThatAVendorsRatesCouldNotBear() {
    DefaultOutputTokens room = room(request("hi", null, null), offer(null, 128_000L));

    assertThat(limit(room, Long.MAX_VALUE)).isEqualTo(16_384);
    assertThat(room.shortens(16_384)).isTrue();
  }

  @ParameterizedTest(name = "{0} of a model that can give {1}: {2} to {3}")
  @CsvSource({
    "4096, 128000, 4096, 4096",
    "1000, 128000, 1000, 1000",
    "64000, 128000, 4096, 64000",
    "64000, 32000, 4096, 32000",
    "8000,, 4096, 8000"
  })
  void whatItsProviderIsConfiguredToAskForIsNotExceeded(
      long configured, @Nullable Long output, int least, int most) {
    DefaultOutputTokens room = room(request("hi", null, null), configured(configured, output));

    assertThat(List.of(room.least(), room.most())).containsExactly(least, most);
  }

  @Test
  void thoughtsStandBesideWhatItsProviderIsConfiguredToAskFor() {
    Thinking thinking = new Thinking(Thinking.Mode.ON, 10_000, null);

    DefaultOutputTokens room = room(request("hi", null, thinking), configured(1_000, 64_000L));

    assertThat(List.of(room.least(), room.most())).containsExactly(11_000, 11_000);
  }

  @Test
  void aModelOfWhichNothingIsDeclaredGetsWhatAnAnswerUsuallyNeeds() {
    DefaultOutputTokens room = room(request("hi", null, null), offer(null, null));

    assertThat(limit(room, Long.MAX_VALUE)).isEqualTo(4_096);
    assertThat(room.shortens(4_096)).isTrue();
  }

  @Test
  void noLimitIsAboveWhatTheModelCanGiveOrHoldWithItsInput() {
    DefaultOutputTokens small = room(request("hi", null, null), offer(null, 1_024L));
    DefaultOutputTokens full =
        room(request("x".repeat(20_000), null, null), offer(32_768L, 32_768L));

    assertThat(limit(small, Long.MAX_VALUE)).isEqualTo(1_024);
    assertThat(small.shortens(1_024)).isFalse();
    assertThat(full.most()).isBetween(4_096, 12_768);
  }

  @Test
  void thoughtsThatAreAskedForHaveRoomBesideTheAnswer() {
    Thinking thinking = new Thinking(Thinking.Mode.ON, 10_000, null);

    assertThat(room(request("hi", null, thinking), offer(null, 64_000L)).least()).isEqualTo(14_096);
  }

  @Test
  void whoNamesALimitOrPaysNothingForOutputIsSentNone() {
    Offer free =
        Offer.of(
            Fleet.withPrices(Fleet.ai("gpt"), Map.of("input_tokens", Fleet.perMillion(1))), null);
    ChatRequest named = request("hi", 7, null);
    ChatRequest any = request("hi", null, null);

    assertThat(DefaultOutputTokens.of(named, InputSize.of(named), offer(null, 64_000L))).isNull();
    assertThat(DefaultOutputTokens.of(any, InputSize.of(any), free)).isNull();
  }

  @Property
  void itTakesNoMoreThanAQuarterOfWhatIsFreeUnlessEvenTheShortestDoes(
      @ForAll @LongRange(min = 0, max = 1L << 60) long free,
      @ForAll @IntRange(min = 4_096, max = 1_000_000) int most,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long input,
      @ForAll @LongRange(min = 0, max = 1_000_000) long price) {
    DefaultOutputTokens room = new DefaultOutputTokens(4_096, most, (long) most);

    int limit = room.within(free, tokens -> sized(tokens, input + price * tokens)).limit();

    assertThat(limit).isBetween(4_096, most);
    if (limit > 4_096) {
      assertThat(input + price * limit).isLessThanOrEqualTo(free / 4);
    }
    if (limit < most) {
      assertThat(input + price * (limit + 2L)).isGreaterThan(free / 4);
    }
  }

  @Test
  void theWorstCaseIsReckonedOnceWhereThereIsRoom() {
    DefaultOutputTokens room = new DefaultOutputTokens(4_096, 16_384, 20_000L);
    List<Integer> reckoned = new ArrayList<>();
    IntFunction<DefaultOutputTokens.Sized> sized =
        tokens -> {
          reckoned.add(tokens);
          return sized(tokens, tokens);
        };

    DefaultOutputTokens.Sized held = room.within(4 * 16_384, sized);
    assertThat(held).isEqualTo(sized(16_384, 16_384));
    assertThat(reckoned).containsExactly(16_384);

    assertThat(room.within(4 * 10_000, sized)).isEqualTo(sized(10_000, 10_000));
    assertThat(reckoned).containsExactly(16_384, 16_384, 4_096, 10_000);
  }

  private static DefaultOutputTokens.Sized sized(int tokens, long worst) {
    return new DefaultOutputTokens.Sized(tokens, ANY, worst);
  }

  private static int limit(DefaultOutputTokens room, long free) {
    return room.within(free, tokens -> sized(tokens, tokens)).limit();
  }

  private static Offer configured(long longest, @Nullable Long output) {
    ProviderInfo provider = Fleet.offering(PRICED, PRICED.offering().answering(longest));
    return Offer.of(provider, model(null, output));
  }

  private static Offer offer(@Nullable Long context, @Nullable Long output) {
    return Offer.of(PRICED, model(context, output));
  }

  private static ModelSpec model(@Nullable Long context, @Nullable Long output) {
    return new ModelSpec("m", null, context, output, null, null, null, null);
  }

  private static DefaultOutputTokens room(ChatRequest request, Offer offer) {
    return Objects.requireNonNull(DefaultOutputTokens.of(request, InputSize.of(request), offer));
  }

  private static ChatRequest request(
      String text, @Nullable Integer limit, @Nullable Thinking thinking) {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, text)))
        .maxOutputTokens(limit)
        .thinking(thinking)
        .build();
  }
}
