package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every {@code text} connector must do. */
public abstract class TextContract extends ConnectorContract<Text> {

  private static final String PERSONAL =
      "Write to jane.doe@example.org, or call +1 415 555 2671. Card 4111 1111 1111 1111.";

  protected TextContract() {
    super(Text.class);
  }

  @Override
  protected Object input(String operation, Text instance) {
    return new TextToMask(PERSONAL);
  }

  @TestFactory
  Stream<DynamicTest> masking() {
    if (!supports("pii.mask")) {
      return Stream.empty();
    }
    return Stream.of(
        DynamicTest.dynamicTest("leaves a text without findings as it is", this::leavesTheRest),
        DynamicTest.dynamicTest("says what it replaced and where", this::saysWhatItReplaced),
        DynamicTest.dynamicTest("takes an empty text", this::takesAnEmptyText));
  }

  private void leavesTheRest() {
    String harmless = "The quick brown fox jumps over the lazy dog.";

    assertThat(mask(harmless).text()).isEqualTo(harmless);
    assertThat(mask(harmless).findings()).isEmpty();
  }

  private void saysWhatItReplaced() {
    MaskedText masked = mask(PERSONAL);

    assertThat(masked.findings()).isNotEmpty();
    assertThat(masked.text()).isEqualTo(replaced(PERSONAL, masked));
  }

  private void takesAnEmptyText() {
    assertThat(mask("").text()).isEmpty();
  }

  /** The original with each finding replaced; findings are in order and do not overlap. */
  protected static String replaced(String original, MaskedText masked) {
    StringBuilder expected = new StringBuilder();
    int kept = 0;
    for (Finding finding : masked.findings()) {
      assertThat(finding.start()).isGreaterThanOrEqualTo(kept).isLessThan(finding.end());
      expected.append(original, kept, finding.start()).append('[').append(finding.kind());
      expected.append(']');
      kept = finding.end();
    }
    return expected.append(original.substring(kept)).toString();
  }

  private MaskedText mask(String text) {
    var provider = provider();
    return open(provider).maskPii(new TextToMask(text), call("pii.mask", provider));
  }
}
