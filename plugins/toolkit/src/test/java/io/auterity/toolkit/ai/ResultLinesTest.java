package io.auterity.toolkit.ai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.WireBatches.Result;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLinesTest {

  private static final int LONGEST = 60;

  /** A reply in pieces, which counts those that were taken. */
  private static final class Pieces implements WireStream {
    private final Iterator<byte[]> rest;
    int taken;

    Pieces(List<byte[]> pieces) {
      rest = pieces.iterator();
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }

    @Override
    public byte @Nullable [] next() {
      taken++;
      return rest.hasNext() ? rest.next() : null;
    }

    @Override
    public WireResponse drain(int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  // Each line is its own id, unless it says that it is nothing.
  private static Optional<Result> decode(String line) {
    return line.equals("nothing")
        ? Optional.empty()
        : Optional.of(new Result(line, new WireResponse(200, Map.of(), new byte[0]), null));
  }

  private static FakeCall call() {
    return FakeCall.of(
        "ai.batch", new FakeProvider("p", PluginManifest.builder("p", "1.0.0", "P", "P").build()));
  }

  private static ResultLines of(WireStream stream) {
    return new ResultLines(stream, ResultLinesTest::decode, call(), LONGEST);
  }

  private static List<Result> all(ResultLines lines) {
    List<Result> all = new ArrayList<>();
    for (Result next = lines.next(); next != null; next = lines.next()) {
      all.add(next);
    }
    return all;
  }

  private static List<Result> whole(String text) {
    return all(of(new Pieces(List.of(text.replace('\'', '"').getBytes(UTF_8)))));
  }

  private static List<Result> byteByByte(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(UTF_8);
    return all(
        of(
            new Pieces(
                IntStream.range(0, bytes.length)
                    .mapToObj(index -> new byte[] {bytes[index]})
                    .toList())));
  }

  @Test
  void eachLineIsToldWhereverTheReplyIsCut() {
    String text = "é\r\n\n  \nnothing\nb\nlast";

    assertThat(whole(text)).extracting(Result::line).containsExactly("é", "b", "last");
    assertThat(byteByByte(text)).extracting(Result::line).containsExactly("é", "b", "last");
  }

  @Test
  void noMoreIsReadThanIsAskedFor() {
    Pieces pieces = new Pieces(List.of("a\n".getBytes(UTF_8), "b\n".getBytes(UTF_8)));

    assertThat(Objects.requireNonNull(of(pieces).next()).line()).isEqualTo("a");
    assertThat(pieces.taken).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'custom_id':'c-1','result':{'type':'%s'}}",
        " { 'id' : 'r' , 'n' : null, 'x' : 1.5 , 'custom_id' : 'c-1', 'a': '%s'}",
        "{'id':'','custom_id':'c-1','%s",
      })
  void aLineThatIsTooLongFailsByTheIdAtItsBeginning(String line) {
    String text = "a\n" + line.formatted("y".repeat(LONGEST)) + "\nb\n";

    for (List<Result> told : List.of(whole(text), byteByByte(text))) {
      assertThat(told).extracting(Result::line).containsExactly("a", "c-1", "b");
      Failure failure = Objects.requireNonNull(told.get(1).failure());
      assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
      assertThat(failure.message()).contains("60 bytes");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.applied()).isEqualTo(Applied.YES);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'response':{'custom_id':'c-1'},'a':'%s'}",
        "{'a':'\\'custom_id\\':\\'c-1\\'','b':'%s'}",
        "{'a':['custom_id'],'custom_id':'c-1','b':'%s'}",
        "nonsense %s",
      })
  void anIdThatAnAnswerOnlyTalksOfIsNone(String line) {
    String text = line.formatted("y".repeat(LONGEST)) + "\nb";

    assertThat(whole(text)).extracting(Result::line).containsExactly("b");
  }

  @Test
  void aLineOfJustThatLengthIsNotTooLong() {
    String line = "z".repeat(LONGEST);

    assertThat(whole(line + "\n")).extracting(Result::line).containsExactly(line);
    assertThat(whole(line + "z\n")).isEmpty();
  }
}
