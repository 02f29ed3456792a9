package io.auterity.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParquetFileTest {

  private static final List<ParquetFile.Column> COLUMNS =
      List.of(
          new ParquetFile.Column("offer", ParquetFile.Kind.TEXT),
          new ParquetFile.Column("calls", ParquetFile.Kind.COUNT),
          new ParquetFile.Column("cost", ParquetFile.Kind.AMOUNT));

  /** Read by Apache Arrow as two rows: a/b, 3, 12.000000001 and an empty text, 0, 0E-9. */
  private static final String READ_BY_ARROW =
      "UEFSMRUAFRYVFiwVBBUAFQYVBgAAAwAAAGEvYgAAAAAVABUgFSAsFQQVABUGFQYAAAMAAAAAAAAAAAAAAAAAAAAV"
          + "ABUgFSAsFQQVABUGFQYAAAF4QcsCAAAAAAAAAAAAAAAVAhlMSAV1c2FnZRUGABUMJQAYBW9mZmVyJQAAFQQl"
          + "ABgFY2FsbHMAFQQlABgEY29zdCUKFRIVJAAWBBkcGTwmCBwVDBklAAYZGAVvZmZlchUAFgQWOBY4JggAACZA"
          + "HBUEGSUABhkYBWNhbGxzFQAWBBZCFkImQAAAJoIBHBUEGSUABhkYBGNvc3QVABYEFkIWQiaCAQAAFrwBFgQA"
          + "KAhhdXRlcml0eQCoAAAAUEFSMQ==";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void whatOthersReadIsWrittenByteForByte() throws IOException {
    try (ParquetFile file = new ParquetFile(out, COLUMNS)) {
      file.add(List.of("a/b", "3", "12.000000001"));
      file.add(List.of("", "", "0"));
    }

    assertThat(Base64.getEncoder().encodeToString(out.toByteArray())).isEqualTo(READ_BY_ARROW);
  }

  @Test
  void aLongTableIsWrittenInGroups() throws IOException {
    try (ParquetFile file = new ParquetFile(out, COLUMNS)) {
      for (int i = 0; i < 10_000; i++) {
        file.add(List.of("a", "1", "0"));
      }
      assertThat(out.size()).isGreaterThan(10_000 * 21);
    }
  }

  @Test
  void anAmountThatNinePlacesCannotTellIsNotRounded() throws IOException {
    try (ParquetFile file = new ParquetFile(out, COLUMNS)) {
      assertThatThrownBy(() -> file.add(List.of("a", "1", "0.0000000001")))
          .isInstanceOf(ArithmeticException.class);
    }
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).endsWith("PAR1");
  }
}
