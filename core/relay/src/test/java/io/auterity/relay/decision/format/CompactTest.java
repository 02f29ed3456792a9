package io.auterity.relay.decision.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.provider.health.CircuitBreaker;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is written of single values and records, and read again. */
class CompactTest {

  private final CompactWriter out = new CompactWriter();

  @Property
  void numbersSurvive(@ForAll long number, @ForAll double fraction) {
    CompactWriter any = new CompactWriter();
    any.unsigned(number);
    any.signed(number);
    any.fixed(number);
    any.fraction(fraction);
    CompactReader in = new CompactReader(any.take());

    assertThat(in.unsigned()).isEqualTo(number);
    assertThat(in.signed()).isEqualTo(number);
    assertThat(in.fixed()).isEqualTo(number);
    assertThat(in.fraction()).isEqualTo(fraction);
  }

  @Test
  void smallNumbersAndWordsTakeOneByte() {
    out.unsigned(127);
    out.signed(-64);
    out.text(null);
    out.text("calls");

    assertThat(out.take()).hasSize(4);
  }

  @Test
  void aTextThatComesAgainTakesOneByte() {
    out.text("openai/gpt-4o-mini");
    int once = out.take().length;
    out.text("openai/gpt-4o-mini");
    out.text("openai/gpt-4o-mini");

    assertThat(out.take()).hasSize(once + 1);
  }

  @Test
  void digitsTakeHalfTheirLengthAndOtherTextsSurvive() {
    String digits = "0af7651916cd43dd8448eb211c80319c";
    List<String> texts = List.of(digits, digits.toUpperCase(Locale.ROOT), "0af765", "");
    out.digits(digits);
    assertThat(out.take()).hasSize(17);
    texts.forEach(out::digits);
    out.digits(null);
    CompactReader in = new CompactReader(out.take());

    for (String text : texts) {
      assertThat(in.digitsOrNull()).isEqualTo(text);
    }
    assertThat(in.digitsOrNull()).isNull();
  }

  @Test
  void aRecordOfALaterServerIsReadAsFarAsItIsKnown() {
    int record = out.begin();
    out.text("known");
    out.text("added later");
    out.end(record);
    out.text("after it");
    CompactReader in = new CompactReader(out.take());

    assertThat(in.record(in::text)).isEqualTo("known");
    assertThat(in.text()).isEqualTo("after it");
  }

  @Test
  void aRecordOfAnEarlierServerSaysThatItIsOver() {
    int record = out.begin();
    out.text("known");
    out.end(record);
    out.text("after it");
    CompactReader in = new CompactReader(out.take());

    String added = in.record(() -> in.text() + (in.more() ? in.text() : " and no more"));

    assertThat(added).isEqualTo("known and no more");
  }

  @Test
  void aRecordIsNotReadBeyondItsEnd() {
    int record = out.begin();
    out.octet(1);
    out.end(record);
    out.octet(2);
    CompactReader in = new CompactReader(out.take());

    assertThatThrownBy(() -> in.record(() -> in.octet() + in.octet()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void recordsOfAllLengthsStandInEachOther(@ForAll @IntRange(max = 40_000) int length) {
    CompactWriter any = new CompactWriter();
    int outer = any.begin();
    int inner = any.begin();
    any.text("x".repeat(length));
    any.end(inner);
    any.text("between");
    any.end(outer);
    CompactReader in = new CompactReader(any.take());

    String read = in.record(() -> Integer.toString(in.record(in::text).length()) + " " + in.text());

    assertThat(read).isEqualTo(length + " between");
    assertThat(in.more()).isFalse();
  }

  @Test
  void aNumberThatDoesNotEndIsRefused() {
    byte[] bytes = new byte[20];
    Arrays.fill(bytes, (byte) 0xff);

    assertThatThrownBy(() -> new CompactReader(bytes).unsigned())
        .hasMessageContaining("does not end");
  }

  @Test
  void aTextThatWasNotThereBeforeIsRefused() {
    out.unsigned(TextNumbers.before(0));

    assertThatThrownBy(() -> new CompactReader(out.take()).text())
        .hasMessageContaining("no text has the number 0");
  }

  @Test
  void aNumberThatNoConstantHasIsRefused() {
    out.unsigned(3);

    assertThatThrownBy(() -> Numbering.PHASES.read(new CompactReader(out.take())))
        .hasMessageContaining("no Phase has the number 3");
    assertThat(List.of(CircuitBreaker.Phase.values())).hasSize(3);
  }
}
