package io.auterity.gateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of RFC 7578. */
class MultipartTest {

  private static final String TYPE = "multipart/form-data; boundary=\"x-1\"";

  private static final String FORM =
      """
      a preamble that nobody reads
      --x-1
      Content-Disposition: form-data; name="purpose"

      batch
      --x-1
      content-disposition: form-data; name=file; filename="a \\"b\\" %22c%22.jsonl"
      Content-Type: application/jsonl

      one
      --x-
      two

      --x-1--
      """
          .replace("\n", "\r\n");

  /** Gives as many bytes at once as it is told. */
  private static final class Trickle extends InputStream {
    private final InputStream all;
    private final int most;

    Trickle(byte[] bytes, int most) {
      this.all = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      return all.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return all.read(target, offset, Math.min(most, length));
    }
  }

  private static List<String> told(Multipart form) throws IOException {
    List<String> told = new ArrayList<>();
    for (Multipart.Field field = form.next(); field != null; field = form.next()) {
      told.add(
          "%s|%s|%s|%s"
              .formatted(
                  field.name(),
                  field.file(),
                  field.type(),
                  new String(field.content().readAllBytes(), UTF_8)));
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 13, 100_000})
  void aFormIsReadHoweverItsBytesCome(int atOnce) throws IOException {
    Multipart form = Multipart.of(TYPE, new Trickle(FORM.getBytes(UTF_8), atOnce));

    assertThat(told(form))
        .containsExactly(
            "purpose|null|null|batch",
            "file|a \"b\" \"c\".jsonl|application/jsonl|one\r\n--x-\r\ntwo\r\n");
    assertThat(form.next()).isNull();
  }

  @Test
  void aFileLongerThanAnyBufferComesAsItWas() throws IOException {
    byte[] file = new byte[300_000];
    new Random(7).nextBytes(file);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        "--b\r\ncontent-disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
            .getBytes(UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--b--".getBytes(UTF_8));

    Multipart form =
        Multipart.of("Multipart/Form-Data;boundary=b", new Trickle(body.toByteArray(), 5_003));

    Multipart.Field field = Objects.requireNonNull(form.next());
    assertThat(field.content().readAllBytes()).isEqualTo(file);
    assertThat(form.next()).isNull();
  }

  @Test
  void whatIsNotReadOfAPartIsSkipped() throws IOException {
    Multipart form = Multipart.of(TYPE, new ByteArrayInputStream(FORM.getBytes(UTF_8)));

    Multipart.Field first = Objects.requireNonNull(form.next());
    Multipart.Field second = Objects.requireNonNull(form.next());

    assertThat(second.name()).isEqualTo("file");
    assertThat(first.content().read()).isEqualTo(-1);
    assertThat(second.content().read()).isEqualTo('o');
  }

  @Test
  void aFormThatBreaksOffAnywhereIsRefused() {
    String whole = FORM.substring(0, FORM.length() - 4);
    for (int length = 0; length < whole.length(); length++) {
      byte[] cut = FORM.substring(0, length).getBytes(UTF_8);

      assertThatThrownBy(() -> told(Multipart.of(TYPE, new ByteArrayInputStream(cut))))
          .as("cut after %d bytes", length)
          .isInstanceOf(CallFailedException.class)
          .hasMessageContaining("the body is no form");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/mixed; boundary=a"
      })
  void whatIsNoFormIsRefused(String type) {
    assertThatThrownBy(() -> Multipart.of(type, InputStream.nullInputStream()))
        .hasMessageContaining("multipart/form-data with a boundary");
  }

  @Test
  void aPartWithoutANameIsRefused() {
    String body = "--x-1\r\ncontent-type: text/plain\r\n\r\na\r\n--x-1--\r\n";

    assertThatThrownBy(
            () -> Multipart.of(TYPE, new ByteArrayInputStream(body.getBytes(UTF_8))).next())
        .hasMessageContaining("a part has no name");
  }
}
