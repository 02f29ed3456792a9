package io.auterity.relay.decision.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.decision.WriteInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecisionFormatTest {

  /** {@code decision-1.hex} is {@link SampleDecision#read()} as format 1 stored it first. */
  @Test
  void theKeptSampleOfFormatOneLoads() {
    WriteInfo how = new WriteInfo("5ec49b02cf12b4b30b7621d602c83cb4", 255, 41, false);

    assertThat(DecisionFormat.read(kept())).isEqualTo(how.on(SampleDecision.read()));
  }

  @Test
  void aChatAtTheGatewayTakesAtMostSevenHundredBytes() {
    assertThat(DecisionFormat.write(SampleDecision.chat())).hasSizeBetween(300, 700);
  }

  @Property(tries = 500)
  void readsWhatItWrote(@ForAll long seed) {
    Decision decision = AnyDecision.of(seed);

    assertThat(DecisionFormat.read(DecisionFormat.write(decision))).isEqualTo(decision);
  }

  @Property(tries = 100)
  void whatBecameKnownWhenItWasWrittenIsReadWithIt(
      @ForAll long seed, @ForAll boolean bare, @ForAll int others, @ForAll long waited) {
    Decision decision = AnyDecision.of(seed);
    WriteInfo how =
        new WriteInfo(bare ? null : "5ec49b02cf12b4b30b7621d602c83cb4", others, waited, bare);

    assertThat(DecisionFormat.read(DecisionFormat.write(DecisionFormat.write(decision), how)))
        .isEqualTo(how.on(decision));
  }

  @Property(tries = 100)
  void oneBufferServesManyDecisions(@ForAll @Size(max = 5) List<Long> seeds) {
    List<Decision> decisions = seeds.stream().map(AnyDecision::of).toList();
    List<byte[]> written = decisions.stream().map(DecisionFormat::write).toList();

    assertThat(written.stream().map(DecisionFormat::read).toList()).isEqualTo(decisions);
  }

  @Test
  void whatIsCutOffIsRefusedWhereverItIsCut() {
    byte[] whole = DecisionFormat.write(SampleDecision.chat());

    IntStream.range(0, whole.length)
        .forEach(
            length ->
                assertThatThrownBy(() -> DecisionFormat.read(Arrays.copyOf(whole, length)))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  // A flipped bit may stand in a text or a number and then only says something else.
  @Test
  void aFlippedBitIsRefusedOrReadAsAnotherDecision() {
    byte[] bytes = DecisionFormat.write(SampleDecision.chat());
    int refused = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      refused += refuses(flipped) ? 1 : 0;
    }

    assertThat(refused).isGreaterThan(bytes.length);
  }

  @Property(tries = 2_000)
  void anyBytesAreRefusedOrRead(@ForAll @Size(max = 400) byte[] bytes) {
    byte[] of = new byte[bytes.length + 1];
    of[0] = Decision.FORMAT;
    System.arraycopy(bytes, 0, of, 1, bytes.length);

    refuses(of);
  }

  @Property(tries = 500)
  void severalDamagedBytesAreRefusedOrRead(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 5_000) Integer> places,
      @ForAll byte value) {
    byte[] bytes = DecisionFormat.write(SampleDecision.read());
    places.forEach(place -> bytes[place % bytes.length] = value);

    refuses(bytes);
  }

  // Anything but a refusal in words is a fault of the reader.
  private static boolean refuses(byte[] bytes) {
    try {
      DecisionFormat.read(bytes);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @Test
  void aLengthBeyondTheEndIsRefusedBeforeRoomIsMadeForIt() {
    byte[] bytes = {Decision.FORMAT, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};

    assertThatThrownBy(() -> DecisionFormat.read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 are left");
  }

  @Test
  void aLaterFormatIsRefusedByItsNumber() {
    byte[] bytes = DecisionFormat.write(SampleDecision.read());
    bytes[0] = 2;

    assertThatThrownBy(() -> DecisionFormat.read(bytes))
        .hasMessage("a decision of format 2 cannot be read; known is 1");
  }

  @Test
  void textsOfAllAlphabetsAndLengthsSurvive() {
    String text = "Größe 😀 " + "x".repeat(5_000) + "\u0000\n";
    Decision decision = SampleDecision.calling(text);

    assertThat(DecisionFormat.read(DecisionFormat.write(decision)).call().capability())
        .isEqualTo(text);
  }

  @Test
  void moreTextsThanAreRememberedSurvive() {
    Map<String, String> fields =
        IntStream.range(0, 2 * TextNumbers.REMEMBERED)
            .boxed()
            .collect(Collectors.toMap(i -> "field " + i, i -> "field " + i));
    Decision decision = AnyDecision.failedWith(fields);

    assertThat(DecisionFormat.read(DecisionFormat.write(decision))).isEqualTo(decision);
  }

  private static byte[] kept() {
    try (InputStream in = DecisionFormatTest.class.getResourceAsStream("decision-1.hex")) {
      String hex = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
